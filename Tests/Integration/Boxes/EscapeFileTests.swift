import Foundation
import Testing

/// Files that sigbox writes for its user, in directories in which others write too.
struct EscapeFileTests {
  /// A directory that everybody may write, without a sticky bit, and a good experiment in it.
  private func sharedDirectory() throws -> String {
    let path = Workplace.directory.appendingPathComponent("shared-\(UUID().uuidString)").path
    mkdir(path, 0o777)
    chmod(path, 0o777)
    try "it('x', function() end)".write(
      toFile: path + "/ok.lua", atomically: false, encoding: .utf8)
    chmod(path + "/ok.lua", 0o644)
    return path
  }

  private func sigbox(_ words: [String], in directory: String, as user: User) throws
    -> Command.Result
  {
    let state = directory + "/state-\(user)"
    mkdir(state, 0o777)
    if user == .nobody { chown(state, 65534, 65534) }
    let environment = ["/usr/bin/env", "-C", directory, "XDG_STATE_HOME=\(state)"]
    return try Command(environment + [Workplace.binary] + words, as: user).finish()
  }

  /// Links by the names that a temporary file might have, and by the name of the file itself.
  @Test(arguments: User.available)
  func linksAreNotFollowed(user: User) throws {
    let directory = try sharedDirectory()
    let canary = try Canary(below: URL(fileURLWithPath: directory))
    chmod(canary.path + "/one", 0o666)
    let before = canary.state
    // What follows a link writes there.
    symlink(canary.path + "/one", directory + "/link")
    _ = try Command(["/bin/sh", "-c", "cat \"$0\" >> \"$0\"", directory + "/link"]).finish()
    _ = try Command(["/bin/sh", "-c", "echo x > \"$0\"", directory + "/link"]).finish()
    #expect(canary.state != before)
    let changed = canary.state
    let names = ["report.xml", "01-what-is-process-1.lua"]
    let next = getpid()
    for pid in next..<next + 2000 {
      for name in names { symlink(canary.path + "/one", "\(directory)/.\(name).\(pid)") }
    }
    for name in names { symlink(canary.path + "/one", "\(directory)/\(name)") }
    let test = try sigbox(["test", "--junit", "report.xml", "ok.lua"], in: directory, as: user)
    #expect(test.status == 0, "\(test)")
    let report = try String(contentsOfFile: directory + "/report.xml", encoding: .utf8)
    #expect(report.contains("<testsuite"))
    let reset = try sigbox(["workshop", "reset", "1"], in: directory, as: user)
    #expect(reset.status == 0, "\(reset)")
    #expect(canary.state == changed)
  }

  /// A device, pipe or terminal gets the report, and stays what it is.
  @Test(arguments: User.available)
  func devicesAndPipesAreWritten(user: User) throws {
    let directory = try sharedDirectory()
    let null = directory + "/null"
    mkfifo(directory + "/pipe", 0o666)
    chmod(directory + "/pipe", 0o666)
    var targets = ["/dev/null"]
    if User.isRoot, mknod(null, S_IFCHR | 0o666, 1 << 8 | 3) == 0 { targets.append(null) }
    if User.isRoot { chmod(null, 0o666) }
    let reader = try Command(["/bin/cat", directory + "/pipe"])
    for target in targets + [directory + "/pipe"] {
      let result = try sigbox(["test", "--junit", target, "ok.lua"], in: directory, as: user)
      #expect(result.status == 0, "\(target) \(result)")
    }
    #expect(reader.finish().output.contains("<testsuite"))
    let kinds = try Command(
      ["/usr/bin/stat", "-c", "%F"] + targets + [directory + "/pipe"]
    ).finish().lines
    #expect(kinds == targets.map { _ in "character special file" } + ["fifo"])
    // Another user may not open the pipe of root's test.
    if user == .current {
      let printed = try sigbox(
        ["test", "--junit", "/dev/stdout", "ok.lua"], in: directory, as: user)
      #expect(printed.output.contains("<testsuite"), "\(printed)")
    }
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "/dev/stdout").contains("fd/1"))
  }

  @Test(arguments: ["pipe", "link", "huge", "future", "directory", "noise", "many hints"])
  func progressOfAnotherKindIsRefused(form: String) throws {
    let directory = try sharedDirectory()
    #expect(try sigbox(["workshop", "list"], in: directory, as: .current).status == 0)
    let canary = try Canary(below: Workplace.directory)
    let before = canary.state
    let file = directory + "/state-current/sigbox/workshop"
    let good = try String(contentsOfFile: file, encoding: .utf8)
    unlink(file)
    switch form {
    case "pipe": mkfifo(file, 0o600)
    case "link": symlink(canary.path + "/one", file)
    case "directory": mkdir(file, 0o700)
    default:
      let text =
        switch form {
        case "future": good.replacing("progress-1", with: "progress-2")
        case "noise": "\u{1b}[31m{\"["
        case "many hints": "01-what-is-process-1 started 9223372036854775807 unknown\n"
        default: good
        }
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      if form == "huge" { truncate(file, 1 << 40) }
    }
    for words in [["list"], ["start", "1"], ["hint", "1"], ["check", "1"]] {
      let result = try sigbox(["workshop"] + words, in: directory, as: .current)
      #expect(result.status == 125, "\(words) \(result)")
      #expect(result.error.split(separator: "\n").count == 1, "\(words) \(result)")
      #expect(result.error.contains("sigbox/workshop") && !result.error.contains("\u{1b}"))
    }
    #expect(canary.state == before)
  }

  @Test(.tags(.root), .enabled(if: User.isRoot, "only root has another user's directory"))
  func theStateOfAnotherUserIsRefused() throws {
    let directory = try sharedDirectory()
    #expect(try sigbox(["workshop", "list"], in: directory, as: .nobody).status == 0)
    let theirs = directory + "/state-nobody"
    let canary = try Canary(below: Workplace.directory)
    let before = canary.state
    for attack in ["true", "rm -r sigbox", "rm -rf sigbox; ln -s \(canary.path) sigbox"] {
      _ = try Command(["/bin/sh", "-c", "cd \"$0\" && \(attack)", theirs], as: .nobody).finish()
      let command = [
        "/usr/bin/env", "XDG_STATE_HOME=\(theirs)", Workplace.binary, "workshop", "list",
      ]
      let result = try Command(command).finish()
      #expect(result.status == 125, "\(result)")
      #expect(
        result.error.contains("it belongs to uid 65534: set XDG_STATE_HOME"), "\(result)")
    }
    #expect(canary.state == before)
  }
}
