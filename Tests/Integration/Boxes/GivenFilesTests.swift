import Foundation
import Testing

/// What the caller gives to a box can be used there as the caller uses it.
struct GivenFilesTests {
  private func shell(_ command: String, as user: User) throws -> Command.Result {
    try Command(
      ["/usr/bin/env", "SIGBOX=\(Workplace.binary)", "/bin/sh", "-c", command], as: user
    ).finish()
  }

  /// Makes a directory that only the user may enter.
  private func closedDirectory(in parent: String, of user: User) throws -> String {
    let directory = "\(parent)/given-\(UUID().uuidString)"
    let result = try Command(
      [
        "/bin/sh", "-ec",
        """
        umask 077
        mkdir -p "$1/own"
        echo mine > "$1/own/file"
        [ "$2" = current ] || chown -R 65534:65534 "$1"
        """, "sh", directory, user == .nobody ? "nobody" : "current",
      ]
    ).finish()
    try #require(result.status == 0, "\(result)")
    return directory
  }

  @Test(arguments: User.available)
  func `files that only the caller may read`(user: User) throws {
    let directory = try closedDirectory(in: Workplace.directory.path, of: user)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let read = try shell(
      "cd \(directory)/own && $SIGBOX run -- sh -c 'cat file; stat -c %u file; pwd'", as: user)
    #expect(read.output == "mine\n0\n\(directory)/own\n" && read.error.isEmpty, "\(read)")
    let bound = try shell(
      "$SIGBOX run --bind \(directory):/tmp/there -- sh -c 'echo new > /tmp/there/new'", as: user)
    #expect(bound.status == 0, "\(bound)")
    let made = try shell("cat \(directory)/new; [ -O \(directory)/new ] && echo own", as: user)
    #expect(made.output == "new\nown\n", "\(made)")
  }

  /// Outside of the directories that every box covers.
  @Test(.tags(.root), .enabled(if: User.isRoot, "only root can make a directory in /srv"))
  func `a directory that only its owner may enter`() throws {
    let directory = try closedDirectory(in: "/srv", of: .current)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let result = try shell(
      "cd \(directory)/own && $SIGBOX run -- sh -c 'cat \(directory)/own/file; ls \(directory)'",
      as: .current)
    #expect(result.output == "mine\nown\n", "\(result)")
  }

  @Test(arguments: User.available)
  func `standard files have their names in /dev`(user: User) throws {
    let file = Workplace.directory.appendingPathComponent("out-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let program = "'echo a > /dev/stdout; echo b > /dev/stderr; cat /dev/stdin'"
    let pipes = try shell(
      "echo in | $SIGBOX run -- sh -c \(program) 2>&1 | cat", as: user)
    #expect(pipes.output == "a\nb\nin\n", "\(pipes)")
    if user == .current, User.isRoot {
      let other = try shell(
        "echo in | $SIGBOX run --user 1000 -- sh -c \(program) 2>&1 | cat", as: user)
      #expect(other.output == "a\nb\nin\n", "\(other)")
    }
    let directory = try closedDirectory(in: Workplace.directory.path, of: user)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let files = try shell(
      """
      cd \(directory) && $SIGBOX run -- sh -c \(program) < own/file > out 2>&1
      cat out; $SIGBOX run -- sh -c 'echo no > /proc/self/fd/0' < own/file; cat own/file
      """, as: user)
    #expect(files.output == "a\nb\nmine\nmine\n", "\(files)")
  }
}
