import Foundation
import Testing

/// Programs whose threads differ in what they do with a signal, and what keeps a process from taking one.
struct ThreadTests {
  private static var program: String {
    Workplace.directory.appendingPathComponent("threaded").path
  }

  /// A process of the fixture that is ready.
  private func start(_ words: String...) throws -> Command {
    let process = try Command([Self.program] + words)
    try process.waitForLine("ready")
    return process
  }

  private func stop(_ process: Command) {
    kill(process.pid, SIGKILL)
    _ = process.finish()
  }

  private func sigbox(_ words: String...) throws -> Command.Result {
    try Command(["/usr/bin/env", "COLUMNS=300", Workplace.binary] + words).finish()
  }

  private func explain(_ signal: String, _ target: Int32, _ words: String...) throws -> String {
    try Command(
      ["/usr/bin/env", "COLUMNS=300", Workplace.binary, "explain", signal, "--to", "\(target)"]
        + words
    ).finish().output
  }

  private func threads(of process: Command) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.pid)/task")
      .compactMap { Int32($0) }.sorted()
  }

  // MARK: The main thread has ended

  @Test(arguments: [
    ("KILL", "killed"), ("TERM", "killed"), ("STOP", "stopped"), ("CHLD", "ignored"),
  ])
  func theMainThreadHasEnded(signal: String, verdict: String) throws {
    let process = try start("main-ended")
    defer { stop(process) }
    let text = try explain(signal, process.pid)
    #expect(text.hasSuffix("prediction: \(verdict)\n") && text.contains(Self.program), "\(text)")
    let masks = try sigbox("masks", "\(process.pid)").output
    #expect(masks.contains("sleeping, 2 threads, of which the main one has ended: "), "\(masks)")
  }

  @Test(arguments: User.available)
  func aPID1WhoseMainThreadHasEnded(user: User) throws {
    let steps = ["TERM", "host:STOP", "host:CONT", "host:KILL"]
    let result = try Command.sigbox(
      ["run", "--timeout", "60s"] + steps.flatMap { ["--send", $0] }
        + ["--", Self.program, "main-ended"], as: user
    ).finish()
    let verdicts = [
      "TERM from inside: dropped", "STOP from host: stopped", "CONT from host: continued",
    ]
    for verdict in verdicts + ["KILL from host: killed"] {
      #expect(result.output.contains(verdict) || result.error.contains(verdict), "\(result)")
    }
    #expect(result.status == 137)
    let probe = try Command.sigbox(
      ["probe", "--signal", "TERM", "--signal", "KILL", "--", Self.program, "main-ended"], as: user
    ).finish()
    #expect(probe.status == 0 && probe.output.contains("agree in all"), "\(probe)")
  }

  @Test(arguments: User.available)
  func aBoxWhosePID1HasNoMainThread(user: User) throws {
    let boxes = try Boxes(user)
    #expect(
      try boxes("run", "-d", "--name", "headless", "--", Self.program, "main-ended").status == 0)
    try boxes(until: "ready", "logs", "headless")
    let list = try boxes("ps", "headless").output
    #expect(list.contains("sleeping  \(Self.program)") && !list.contains("zombie"), "\(list)")
    let stop = try boxes("stop", "--time", "0s", "headless").output
    #expect(stop.contains("TERM sent: TERM has the default disposition"), "\(stop)")
    #expect(stop.contains("killed by KILL"), "\(stop)")
    #expect(try boxes("rm", "headless").status == 0)
    #expect(boxes.remains.isEmpty)
  }

  // MARK: Masks of threads

  /// Kernels differ: sigbox finds out which way this one goes.
  @Test(arguments: User.available)
  func onlyTheMainThreadOfPID1Blocks(user: User) throws {
    let result = try Command.sigbox(
      ["run", "--timeout", "60s", "--send", "TERM", "--", Self.program, "main-blocks", "15"],
      as: user
    ).finish()
    let text = result.output + result.error
    #expect(text.contains("TERM from inside: dropped") || text.contains("TERM from inside: killed"))
    #expect(text.contains("Linux 6.12 and older end") || text.contains("Linux 6.18 drops"))
    #expect(!text.contains("AGAINST THE RULE"), "\(text)")
  }

  @Test func aThreadById() throws {
    let process = try start("other-pending", "15")
    defer { stop(process) }
    let other = try #require(threads(of: process).last)
    #expect(other != process.pid)
    let masks = try sigbox("masks", "\(process.pid)").output
    #expect(masks.contains("process \(process.pid), not PID 1, "))
    #expect(masks.contains("  thread \(other) blocks  0000000000004000  TERM\n"), "\(masks)")
    #expect(masks.contains("  thread \(other) has pending  0000000000004000  TERM\n"), "\(masks)")
    let own = try sigbox("masks", "\(other)").output
    #expect(own.contains("thread \(other) of process \(process.pid), not PID 1, "), "\(own)")
    #expect(own.contains("  blocked (SigBlk)  0000000000004000  TERM\n"), "\(own)")
    #expect(own.contains("  thread \(process.pid) blocks  0000000000000000  none\n"), "\(own)")
    // The main thread takes what the named thread blocks.
    let text = try explain("TERM", other)
    #expect(text.contains("to thread \(other) of process \(process.pid), not PID 1: "), "\(text)")
    #expect(text.hasSuffix("prediction: killed\n"), "\(text)")
    kill(other, SIGTERM)
    #expect(process.finish().status == 143)
  }

  @Test(arguments: User.available)
  func theThreadsOfPID1(user: User) throws {
    let boxes = try Boxes(user)
    #expect(
      try boxes("run", "-d", "--name", "two", "--", Self.program, "other-pending", "15").status == 0
    )
    try boxes(until: "ready", "logs", "two")
    let host = try boxes.pid("pid", of: "two")
    let list = try boxes("ps", "two").output
    #expect(list.contains("Signals of PID 1:"), "\(list)")
    #expect(list.contains("  thread 2 blocks  0000000000004000  TERM\n"), "\(list)")
    let other = try #require(
      FileManager.default.contentsOfDirectory(atPath: "/proc/\(host)/task")
        .compactMap { Int32($0) }.max())
    let text = try boxes("explain", "TERM", "--to", "\(other)").output
    #expect(text.contains("of process \(host), PID 1 of its namespace"), "\(text)")
    #expect(try boxes("rm", "-f", "two").status == 0)
  }

  // MARK: What keeps a process from taking signals

  @Test(arguments: [
    ("USR1", "blocked (pending)"), ("QUIT", "blocked (pending)"), ("TERM", "killed"),
  ])
  func theParentOfVfork(signal: String, verdict: String) throws {
    let process = try start("vfork", "\(SIGUSR1)")
    defer { stop(process) }
    let text = try explain(signal, process.pid)
    #expect(text.hasSuffix("prediction: \(verdict)\n"), "\(text)")
    #expect(text.contains("vfork(2)") == (verdict != "killed"), "\(text)")
  }

  /// As `docker pause` does.
  @Test(.tags(.root), arguments: ["cgroup2", "freezer"])
  func aFrozenProcess(kind: String) throws {
    guard User.isRoot, let group = try Self.freezer(kind) else {
      return print("skipped: no control group of \(kind) can be made here")
    }
    defer { rmdir(group) }
    let process = try start("other-pending", "\(SIGUSR2)")
    defer { stop(process) }
    try Self.freeze(process.pid, in: group, kind)
    defer {
      try? Self.thaw(group, kind)
      kill(process.pid, SIGKILL)
      while FileManager.default.contents(atPath: "\(group)/cgroup.procs")?.isEmpty == false {
        usleep(1000)
      }
    }
    for signal in ["STOP", "QUIT"] {
      let text = try explain(signal, process.pid)
      #expect(text.hasSuffix("prediction: blocked (pending)\n"), "\(text)")
      #expect(text.contains("frozen until its control group is thawed"), "\(text)")
    }
    let fatal = try explain("KILL", process.pid)
    #expect(
      fatal.hasSuffix("prediction: \(kind == "cgroup2" ? "killed" : "blocked (pending)")\n"),
      "\(fatal)")
    #expect(try explain("CHLD", process.pid).hasSuffix("prediction: ignored\n"))
  }

  /// `sigbox kill` observes what was predicted.
  @Test(.tags(.root), arguments: ["cgroup2", "freezer"])
  func aFrozenBox(kind: String) throws {
    guard User.isRoot, let group = try Self.freezer(kind) else {
      return print("skipped: no control group of \(kind) can be made here")
    }
    defer { rmdir(group) }
    let boxes = try Boxes(.current)
    #expect(try boxes("run", "-d", "--name", "paused", "c-sig").status == 0)
    let pid = try boxes.pid("pid", of: "paused")
    try Self.freeze(pid, in: group, kind)
    let text = try boxes("kill", "-TERM", "paused").output.replacing("\n ", with: "")
    #expect(text.contains("TERM sent: blocked (pending): the process is frozen"), "\(text)")
    try Self.thaw(group, kind)
    #expect(try boxes("wait", "paused").output == "0\n")
    #expect(try boxes("rm", "paused").status == 0)
  }

  /// Freezes a process, and waits until it is frozen.
  private static func freeze(_ pid: Int32, in group: String, _ kind: String) throws {
    try "\(pid)".write(toFile: group + "/cgroup.procs", atomically: false, encoding: .utf8)
    let isNew = kind == "cgroup2"
    let file = group + (isNew ? "/cgroup.freeze" : "/freezer.state")
    try (isNew ? "1" : "FROZEN").write(toFile: file, atomically: false, encoding: .utf8)
    while true {
      let text = try String(
        contentsOfFile: isNew ? group + "/cgroup.events" : file, encoding: .utf8)
      if text.contains("frozen 1") || text == "FROZEN\n" { return }
      usleep(1000)
    }
  }

  private static func thaw(_ group: String, _ kind: String) throws {
    let (file, text) = kind == "cgroup2" ? ("cgroup.freeze", "0") : ("freezer.state", "THAWED")
    try text.write(toFile: "\(group)/\(file)", atomically: false, encoding: .utf8)
  }

  /// A new control group in which processes can be frozen; nil if there is no such hierarchy.
  private static func freezer(_ kind: String) throws -> String? {
    for line in try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).split(
      separator: "\n")
    {
      let fields = line.split(separator: " ")
      guard fields.count > 3 else { continue }
      let isMatch =
        kind == "cgroup2"
        ? fields[2] == "cgroup2" : fields[3].split(separator: ",").contains("freezer")
      let path = "\(fields[1])/sigbox-test-\(getpid())"
      if isMatch, mkdir(path, 0o755) == 0 { return path }
    }
    return nil
  }
}
