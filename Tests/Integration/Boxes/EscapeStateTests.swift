import Foundation
import Testing

/// What other programs or users put in the place of sigbox's state: it is refused or skipped in one line,
/// and nothing is lost.
struct EscapeStateTests {
  private static let verbs: [[String]] = [
    ["list", "-a"], ["inspect", "b"], ["ps", "b"], ["logs", "b"], ["logs", "-f", "b"],
    ["wait", "b"],
    ["stop", "-t", "0", "b"], ["kill", "b"], ["exec", "b", "true"], ["attach", "b"], ["rm", "b"],
    ["rm", "-f", "b"], ["run", "-d", "--name", "b", "--", "true"],
  ]

  /// The canary notices what a program that follows paths would do.
  @Test func theCanaryNotices() throws {
    for attack in ["rm one", "echo x > one", "chmod 700 sub", "touch new", "mv sub/two sub/three"] {
      let canary = try Canary(below: Workplace.directory)
      let before = canary.state
      #expect(before.contains("precious one"))
      _ = try Command(["/bin/sh", "-c", "cd \"$0\" && \(attack)", canary.path]).finish()
      #expect(canary.state != before, "\(attack)")
    }
  }

  @Test(arguments: User.available)
  func whatSigboxDidNotMakeStays(user: User) throws {
    let boxes = try Boxes(user)
    let state = try StateFiles(boxes)
    let canary = try Canary(below: URL(fileURLWithPath: state.path))
    let outside = try Canary(below: Workplace.directory)
    let before = (canary.state, outside.state)
    state.makeLink("b", to: outside.path)
    state.makeLink("dangling", to: "/nonexistent")
    state.makePipe("pipe")
    try state.write("x", to: "file")
    try state.makeDirectory("empty")
    try boxes("run", "-d", "--name", "own", "--", "sleep", "1000")
    let list = try boxes("list", "-a")
    #expect(list.status == 0 && list.lines.count == 2, "\(list)")
    for name in ["b", "dangling", "pipe", "file", "empty", "canary"] {
      #expect(list.error.contains("skipped \(state.path)/\(name)"), "\(list)")
    }
    for words in Self.verbs.dropFirst() {
      let result = try boxes.start(words).finish()
      #expect(result.status == 125, "\(words) \(result)")
      #expect(result.error.split(separator: "\n").count == 1, "\(words) \(result)")
    }
    #expect(canary.state == before.0)
    #expect(outside.state == before.1)
    for name in ["b", "dangling", "pipe", "file", "empty"] {
      #expect(state.exists(name), "\(name)")
    }
    #expect(try boxes("rm", "-f", "own").output == "own\n")
  }

  /// A directory that has another user decides what is in it.
  @Test(.tags(.root), .enabled(if: User.isRoot, "only root has another user's directory"))
  func theDirectoryOfAnotherUserIsRefused() throws {
    let theirs = try Boxes(.nobody)
    chown(theirs.directory.path, 65534, 65534)
    #expect(try theirs("list").status == 0)
    let entries = { try FileManager.default.contentsOfDirectory(atPath: theirs.directory.path) }
    try FileManager.default.removeItem(atPath: theirs.directory.path + "/sigbox")
    let command = ["/usr/bin/env", "XDG_RUNTIME_DIR=\(theirs.directory.path)", Workplace.binary]
    for words in [["list"], ["run", "-d", "--", "true"], ["rm", "-f", "x"]] {
      let result = try Command(command + words).finish()
      #expect(result.status == 125, "\(result)")
      #expect(
        result.error.hasSuffix(
          "it belongs to uid 65534: set XDG_RUNTIME_DIR to a directory of yours\n"), "\(result)")
    }
    #expect(try entries().isEmpty)
  }

  @Test(arguments: User.available)
  func aRegistryOfAnotherKindIsRefused(user: User) throws {
    let boxes = try Boxes(user)
    let registry = boxes.directory.path + "/sigbox"
    let canary = try Canary(below: Workplace.directory)
    let before = canary.state
    let makers: [(String, () -> Void)] = [
      ("link", { symlink(canary.path, registry) }), ("pipe", { mkfifo(registry, 0o600) }),
      ("file", { close(open(registry, O_CREAT | O_WRONLY, 0o600)) }),
      (
        "open to all",
        {
          mkdir(registry, 0o777); chmod(registry, 0o777)
        }
      ),
    ]
    for (kind, make) in makers {
      make()
      if user == .nobody { lchown(registry, 65534, 65534) }
      for words in [["list"], ["run", "-d", "--", "true"]] {
        let result = try boxes.start(words).finish()
        #expect(result.status == 125 && result.error.contains("remove it"), "\(kind) \(result)")
        #expect(result.error.split(separator: "\n").count == 1)
      }
      remove(registry)
    }
    #expect(canary.state == before)
    #expect(try boxes("list").status == 0)
  }

  /// Each file of a box in each malformed form: no command hangs or fails by a signal, other boxes go
  /// on, and `rm -f` frees the name.
  @Test(arguments: User.available, ["record", "lock", "log"])
  func malformedFilesAreNamed(user: User, file: String) throws {
    let boxes = try Boxes(user)
    let state = try StateFiles(boxes)
    let target = "b/\(file)"
    let forms: [(String, () throws -> Void)] = [
      ("pipe", { state.makePipe(target) }), ("directory", { try state.makeDirectory(target) }),
      ("endless", { state.makeLink(target, to: "/dev/zero") }),
      ("dangling", { state.makeLink(target, to: "/nonexistent") }),
      (
        "huge",
        {
          try state.write("", to: target); state.resize(target, to: 1 << 40)
        }
      ),
      ("none", {}), ("empty", { try state.write("", to: target) }),
      ("noise", { try state.write(String(repeating: "\u{1}{\"[", count: 10000), to: target) }),
      ("future", { try state.write(#"{"version":99,"name":"b"}"#, to: target) }),
    ]
    try state.makeOldBox("other")
    for (form, make) in forms {
      try state.makeOldBox("b")
      try state.write("", to: "b/made-by-sigbox")
      unlink("\(state.path)/\(target)")
      try make()
      for words in Self.verbs where words[0] != "rm" && words[0] != "run" {
        let command = try boxes.start(words)
        let result = try #require(try command.finish(within: .seconds(5)), "\(form) \(words)")
        #expect(!(128..<255).contains(result.status), "\(form) \(words) \(result)")
        #expect(result.error.split(separator: "\n").count <= 1, "\(form) \(words) \(result)")
        if words[0] == "list" {
          #expect(result.output.contains("other"), "\(form) \(result)")
          let isNamed =
            result.error.contains("skipped \(state.path)/b: its")
            || result.error.contains("newer sigbox made it")
          let isRead = result.output.contains("\nb ")
          #expect(isNamed != isRead || form == "none" && file == "record", "\(form) \(result)")
        }
      }
      #expect(try boxes("rm", "-f", "b").status == 0, "\(form)")
      #expect(!state.exists("b"), "\(form)")
    }
    #expect(try boxes("run", "--rm", "--name", "b", "--", "true").status == 0)
    #expect(try boxes("logs", "other").output == "hello\n")
    #expect(try boxes("rm", "other").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  @Test(arguments: ["pipe", "link", "directory"])
  func theLockOfTheRegistryIsNotFollowed(form: String) throws {
    let boxes = try Boxes(.current)
    let state = try StateFiles(boxes)
    let target = Workplace.directory.appendingPathComponent("made-\(UUID().uuidString)").path
    switch form {
    case "pipe": state.makePipe(".lock")
    case "link": state.makeLink(".lock", to: target)
    default: try state.makeDirectory(".lock")
    }
    for words in Self.verbs {
      let command = try boxes.start(words)
      let result = try #require(try command.finish(within: .seconds(5)), "\(words)")
      #expect(result.status == 125 && result.error.contains("cannot use \(state.path)/.lock"))
    }
    #expect(access(target, F_OK) != 0)
  }

  /// The box of a record whose monitor was killed is ended: no other process, and no other directory.
  @Test(arguments: User.available)
  func aForgedRecordHarmsNobody(user: User) throws {
    let boxes = try Boxes(user)
    let state = try StateFiles(boxes)
    let bystander = try Command(["/bin/sleep", "1000"], as: user)
    defer {
      kill(bystander.pid, SIGKILL)
      _ = bystander.finish()
    }
    let stat = try String(contentsOfFile: "/proc/\(bystander.pid)/stat", encoding: .utf8)
    let start = try #require(stat.split(separator: ")").last?.split(separator: " ")[19])
    let empty = state.path + "-sigbox-1-2"
    mkdir(empty, 0o777)
    chmod(boxes.directory.path, 0o777)
    let record =
      StateFiles.oldRecord("b")
      .replacing("pid 999999", with: "pid \(bystander.pid)")
      .replacing("start 1\n", with: "start \(start)\n") + "group \(empty)\n"
    try state.makeOldBox("b", record: record)
    try state.write("", to: "b/lock")
    #expect(try boxes("list", "-a").lines.count == 1)
    #expect(!state.exists("b"), "its monitor is gone")
    #expect(bystander.isRunning)
    #expect(access(empty, F_OK) == 0)
    rmdir(empty)
    #expect(boxes.leftovers.isEmpty)
  }

  /// A box has its name only once its lock is held, so that nobody can take it before.
  @Test func aWaitingCallerCannotTakeTheLock() throws {
    let boxes = try Boxes(.current)
    let state = try StateFiles(boxes)
    let loop = "while :; do flock -s \"$0/r/lock\" true; done"
    let racers = try (0..<2).map { _ in try Command(["/bin/sh", "-c", loop, state.path]) }
    defer {
      for racer in racers {
        kill(-racer.pid, SIGKILL)
        _ = racer.finish()
      }
    }
    for _ in 0..<20 {
      try boxes("run", "-d", "--name", "r", "--", "sleep", "1000")
      #expect(try boxes("list", "-q").output == "r\n")
      #expect(try boxes("exec", "r", "true").status == 0)
      #expect(try boxes("rm", "-f", "r").status == 0)
    }
  }

  @Test(arguments: User.available)
  func aBoxOfVersion1IsReadAndRemoved(user: User) throws {
    let boxes = try Boxes(user)
    try StateFiles(boxes).makeOldBox("b")
    let list = try boxes("list", "-a")
    #expect(list.output.contains("exited 7") && list.error.isEmpty, "\(list)")
    #expect(try boxes("wait", "b").output == "7\n")
    #expect(try boxes("logs", "b").output == "hello\n")
    #expect(try boxes("inspect", "b").output.contains("\"exit_status\" : 7"))
    #expect(try boxes("run", "--name", "b", "--", "true").error.contains("EEXIST"))
    #expect(try boxes("rm", "b").output == "b\n")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func filesOfOthersInABoxPreventItsRemoval() throws {
    let boxes = try Boxes(.current)
    let state = try StateFiles(boxes)
    try boxes("run", "--name", "b", "--", "true")
    try state.makeDirectory("b/sub")
    for words in [["rm", "b"], ["rm", "-f", "b"]] {
      let result = try boxes.start(words).finish()
      #expect(result.status == 125 && result.error.contains("'sub' in it was not made by sigbox"))
    }
    #expect(try boxes("list", "-qa").output == "b\n")
    rmdir(state.path + "/b/sub")
    #expect(try boxes("rm", "b").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  /// A directory that the box fills itself.
  @Test(.tags(.root), .enabled(if: User.isRoot, "only root can mount a small file system"))
  func aFullDiskLosesNothingOfTheBox() throws {
    let boxes = try Boxes(.current)
    let script = """
      mount -t tmpfs -o size=64k,mode=700 small "$XDG_RUNTIME_DIR" || exit 99
      "$0" run -d --name full -- sh -c 'head -c 1000000 /dev/zero; exit 7'
      "$0" wait full
      echo x > "$XDG_RUNTIME_DIR/more" 2>/dev/null && cat "$XDG_RUNTIME_DIR/more" && exit 98
      "$0" list -a | tail -1
      "$0" inspect full | grep exit_status
      "$0" logs full | wc -c
      "$0" run -d --name two -- true
      "$0" run --name three -- true
      "$0" list -qa
      "$0" stop full
      "$0" rm full
      "$0" list -qa
      "$0" run -d --name four -- sh -c 'exit 3'
      "$0" wait four
      "$0" rm four
      """
    let result = try boxes.start(
      through: ["unshare", "--mount", "sh", "-c", script], []
    ).finish()
    let lines = result.lines
    try #require(lines.count == 11, "\(result)")
    #expect(lines[0] == "full" && lines[1] == "7", "\(result)")
    #expect(lines[2].contains("exited 7"), "\(result)")
    #expect(lines[3].contains("\"exit_status\" : 7"), "\(result)")
    #expect((Int(lines[4]) ?? 0) > 30000, "\(result)")
    #expect(lines[5] == "full" && lines[6].contains("had ended: exited 7"), "\(result)")
    #expect(Array(lines[7...]) == ["full", "four", "3", "four"], "\(result)")
    #expect(result.error.split(separator: "\n").count == 2, "\(result)")
    #expect(result.error.contains("cannot name the box two: ENOSPC"), "\(result)")
    #expect(result.error.contains("cannot name the box three: ENOSPC"), "\(result)")
  }

  @Test func missingLogsHaveTheRightReason() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "--name", "f", "--", "true")
    #expect(try boxes("logs", "f").error.contains("went to its caller"))
    try boxes("run", "-d", "--name", "d", "--", "true")
    try boxes("wait", "d")
    unlink(try #require(boxes.path("d/log")))
    #expect(try boxes("logs", "d").error.hasSuffix("the log was removed\n"))
    #expect(try boxes("rm", "f", "d").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }
}
