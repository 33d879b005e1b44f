import Foundation
import Testing

/// Attempts of a box, and of whoever stops and kills its processes on the host, to have sigbox wait
/// without an end.
struct EscapeWaitTests {
  private static let stopper = "while true do signal.kill(-1, 'STOP') end"
  /// PID 1 that nothing binds to the host any more.
  private static let forgetful = """
    process.parent_death_signal(0)
    signal.ignore("TERM")
    print("ready")
    while true do process.sleep(1000) end
    """

  private func fixture(_ name: String) -> String {
    Workplace.root.appendingPathComponent("Tests/Fixtures/lifecycle/\(name)").path
  }

  private func children(of pid: Int32) throws -> [Int32] {
    try String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
      .split(separator: " ").compactMap { Int32($0) }
  }

  /// Whether a process is PID 1 of a namespace below this one.
  private func isInit(_ pid: Int32) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
    let pids = line?.split(separator: "\t").dropFirst() ?? []
    return pids.count > 1 && pids.last == "1"
  }

  /// The guardian of the box of a process, and the second one.
  private func guardians(of owner: Int32) throws -> (first: Int32, second: Int32) {
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      if let first = try children(of: owner).first(where: { !isInit($0) }),
        let second = try children(of: first).first
      {
        return (first, second)
      }
      usleep(1000)
    }
    throw Command.Missing(description: "no two guardians of \(owner)")
  }

  private func waitForSecond(of first: Int32, otherThan former: Int32) throws {
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      if let second = try children(of: first).first, second != former { return }
      usleep(1000)
    }
    Issue.record("guardian \(first) has no second one")
  }

  /// Waits until a process is in a state, such as T.
  private func waitFor(_ state: String, _ pid: Int32) throws {
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      let stat = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      if stat.contains(") \(state) ") { return }
      usleep(1000)
    }
    Issue.record("process \(pid) is not in state \(state)")
  }

  private func stop(_ pid: Int32) throws {
    kill(pid, SIGSTOP)
    try waitFor("T", pid)
  }

  /// Measures a call that should not wait for anything.
  private func expectAtOnce(_ body: () throws -> Command.Result) throws -> Command.Result {
    let start = Date()
    let result = try body()
    #expect(Date().timeIntervalSince(start) < 5)
    return result
  }

  // MARK: Processes that are sent into a box

  @Test(arguments: User.available)
  func stoppedExecKeepsNoBox(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
    let exec = try boxes.start(["exec", "a", "sh", "-c", "echo up; exec sleep 1000"])
    try exec.waitForLine("up")
    try stop(exec.pid)
    let end = try expectAtOnce { try boxes("stop", "-t", "0", "a") }
    #expect(end.output.contains("killed by KILL"), "\(end)")
    #expect(try boxes("list", "-q").output.isEmpty)
    #expect(try expectAtOnce { try boxes("rm", "-f", "a") }.status == 0)
    kill(exec.pid, SIGCONT)
    #expect(exec.finish().status == 137)
  }

  @Test(arguments: User.available)
  func stoppedExecKeepsNoTimeLimit(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    // The command of exec says when the time may begin to run.
    let box = try boxes.start(["run", "--timeout", "3s", "--name", "a", "--", "sleep", "1000"])
    try boxes(until: "a\n", "list", "-q")
    let exec = try boxes.start(["exec", "a", "sh", "-c", "echo up; exec sleep 1000"])
    try exec.waitForLine("up")
    try stop(exec.pid)
    let result = box.finish()
    #expect(result.status == 137 && result.error.contains("time limit"), "\(result)")
    kill(exec.pid, SIGKILL)
    _ = exec.finish()
    _ = try boxes("rm", "a")
  }

  @Test(arguments: User.available)
  func killedExecKeepsNoBox(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
    // Below a parent of orphans that does not reap them, as PID 1 of many containers.
    let exec = try boxes.start(
      through: ["python3", fixture("subreaper.py")],
      ["exec", "a", "sh", "-c", "echo up; exec sleep 1000"])
    let running = try exec.waitForLine("running ")
    let pid = try #require(running.split(separator: " ").last.flatMap { Int32($0) })
    try exec.waitForLine("up")
    kill(pid, SIGKILL)
    try exec.waitForLine("ended")
    let end = try expectAtOnce { try boxes("rm", "-f", "a") }
    #expect(end.status == 0, "\(end)")
    _ = exec.finish()
  }

  /// What the companion is for: such a process does hold up PID 1, and still nothing waits for it.
  @Test(.tags(.root), .enabled(if: User.isRoot))
  func unreapedProcessKeepsNoBox() throws {
    let boxes = try Boxes(.current)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
    let pid = try boxes.pid("pid", of: "a")
    let intruder = try Command([
      "/usr/bin/env", "python3", fixture("unreaped.py"), "\(pid)",
    ])
    try intruder.waitForLine("ready")
    let end = try expectAtOnce { try boxes("stop", "-t", "0", "a") }
    #expect(end.output.contains("killed by KILL"), "\(end)")
    // The detector: it has not ended yet.
    let stat = try String(contentsOfFile: "/proc/\(pid)/wchan", encoding: .utf8)
    #expect(stat == "zap_pid_ns_processes")
    #expect(try boxes("list", "-q").output.isEmpty)
    #expect(try boxes("rm", "a").status == 0)
    _ = intruder.finish()
  }

  @Test(arguments: User.available)
  func senderIsHeldUp(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    let script = try Workplace.script(Self.stopper)
    let start = Date()
    let sends = (1...6).flatMap { _ in ["--send", "USR1"] }
    let run = try boxes.start(["run", "--timeout", "2s", script] + sends).finish()
    #expect([125, 137].contains(run.status), "\(run)")
    #expect(Date().timeIntervalSince(start) < 7)

    _ = try boxes("run", "-d", "--name", "a", script)
    for _ in 1...3 {
      let kill = try expectAtOnce {
        try boxes("kill", "-q", "--from", "inside", "-s", "USR1", "a")
      }
      #expect(kill.status == 0 || kill.error.contains("ETIMEDOUT"), "\(kill)")
    }
    for signal in [SIGTERM, SIGINT, SIGKILL] {
      let exec = try boxes.start(["exec", "a", "sleep", "1000"])
      usleep(UInt32.random(in: 0...100_000))
      _ = try expectAtOnce {
        kill(exec.pid, signal)
        return exec.finish()
      }
    }
    #expect(try expectAtOnce { try boxes("rm", "-f", "a") }.status == 0)
  }

  // MARK: The processes of sigbox on the host

  /// In any order, after all were stopped.
  @Test(
    arguments: User.available,
    [["second", "first", "owner"], ["first", "owner"], ["owner", "first"], ["owner"], ["first"]])
  func guardiansAndOwner(user: User, killed: [String]) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    let script = try Workplace.script(Self.forgetful)
    for isStopped in [false, true] {
      let owner = try boxes.start(["run", "--timeout", "60s", script])
      try owner.waitForLine("ready")
      let init1 = try #require(children(of: owner.pid).first(where: isInit))
      let (first, second) = try guardians(of: owner.pid)
      let pids = ["owner": owner.pid, "first": first, "second": second]
      // The second guardian, or the owner, has to run when it is the last that lives.
      let stopped = isStopped ? [first, killed.last == "owner" ? second : owner.pid] : []
      for pid in stopped where killed != ["second", "first", "owner"] { try stop(pid) }
      for name in killed {
        kill(pids[name]!, SIGKILL)
        if name != "owner" { try waitUntilEnded(pids[name]!) }
        // The first guardian replaces the second; nothing can outlive three that are killed at once.
        if name == "second" { try waitForSecond(of: first, otherThan: second) }
      }
      try waitUntilEnded(init1)
      kill(owner.pid, SIGCONT)
      kill(owner.pid, SIGKILL)
      _ = owner.finish()
    }
  }

  @Test(arguments: User.available)
  func stoppedMonitor(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    for verb in [["rm", "-f"], ["stop", "-t", "0"], ["wait"], ["list"]] {
      _ = try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
      let monitor = try boxes.pid("monitor", of: "a")
      let pid = try boxes.pid("pid", of: "a")
      try stop(monitor)
      if ["wait", "list"].contains(verb[0]) {
        kill(pid, SIGKILL)
        try waitUntilEnded(pid)
      }
      let names = verb[0] == "list" ? [] : ["a"]
      let result = try expectAtOnce { try boxes.start(verb + names).finish() }
      #expect(result.status == 0 && !result.output.contains("running"), "\(verb) \(result)")
      _ = try boxes("rm", "-f", "a")
    }
  }

  // MARK: Terminals

  @Test(arguments: User.available)
  func terminalIsNeitherKeptNorHandedIn(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
    let result = try boxes.run(fixture("terminal-left.py"), ["a"])
    #expect(result.output == "done\n", "\(result)")
    _ = try boxes("rm", "-f", "a")
  }

  // MARK: All at once

  @Test(.tags(.slow)) func stormOfKillsAndStops() throws {
    let seed = "\(UInt16.random(in: 0...(.max)))"
    let result = try Command([
      "/usr/bin/env", "python3", "-B", fixture("storm.py"), Workplace.binary, "40", seed,
    ]).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("seed \(seed): 40 rounds, 0 faults"), "\(result)")
  }
}
