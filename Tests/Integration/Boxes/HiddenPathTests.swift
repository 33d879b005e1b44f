import Foundation
import Testing

/// A bind of the user shows a path that boxes hide otherwise.
struct HiddenPathTests {
  /// A directory with a file that every user may read.
  private static let directory: String = {
    let url = Workplace.directory.appendingPathComponent("bound")
    let etc = url.appendingPathComponent("etc/ssh")
    try? FileManager.default.createDirectory(at: etc, withIntermediateDirectories: true)
    for path in ["file", "etc/shadow", "etc/ssh/config"] {
      try? "mine\n".write(
        to: url.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }
    _ = try? Command(["/bin/chmod", "-R", "a+rX", url.path]).finish()
    return url.path
  }()

  private static let hasSSH = FileManager.default.fileExists(atPath: "/etc/ssh")

  @Test(
    arguments: [
      ("file:/etc/shadow", "cat /etc/shadow", "mine\n"),
      ("file:/etc/../etc/shadow", "cat /etc/shadow", "mine\n"),
      ("etc:/etc", "cat /etc/shadow /etc/ssh/config", "mine\nmine\n"),
      (":/boot/there", "ls /boot; cat /boot/there/file", "there\nmine\n"),
      ("file:/boot/a/b", "cat /boot/a/b", "mine\n"),
      (":/boot/there:ro", "touch /boot/there/new || echo none", "none\n"),
    ], User.available)
  func `a bind wins`(_ example: (bind: String, command: String, output: String), user: User) throws
  {
    let bind = "\(Self.directory)/\(example.bind)".replacingOccurrences(of: "/:", with: ":")
    let result = try run("--bind", bind, "--", "sh", "-c", example.command, as: user)
    #expect(result.output == example.output, "\(result)")
  }

  @Test(.enabled(if: hasSSH, "needs /etc/ssh"), arguments: User.available)
  func `other files stay hidden`(user: User) throws {
    let bind = "\(Self.directory)/file:/etc/ssh/config"
    let result = try run(
      "--bind", bind, "--", "sh", "-c", "ls /etc/ssh; cat /etc/ssh/config /etc/shadow", as: user)
    #expect(result.output == "config\nmine\n", "\(result)")
    // The host's own directory, given as a whole.
    let whole = try run("--bind", "/etc:/etc", "--", "cat", "/etc/shadow", as: user)
    #expect(whole.output.isEmpty, "\(whole)")
  }

  @Test(arguments: User.available)
  func `a hidden path that is an argument is named`(user: User) throws {
    let result = try run("--", "cat", "/etc/shadow", as: user)
    #expect(
      result.error.contains(
        "sigbox: '/etc/shadow' exists on the host but not in the box: it is hidden: use --bind "
          + "/etc/shadow\n"), "\(result)")
    let bound = try run("--bind", "\(Self.directory)/file:/etc/shadow", "--", "cat", "/etc/shadow")
    #expect(bound.output == "mine\n" && bound.error.isEmpty, "\(bound)")
  }
}
