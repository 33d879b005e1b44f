import Foundation
import Testing

/// How boxes end, and that nothing of them is left.
struct BoxTeardownTests {
  /// A script whose child lives as long as the box does.
  private static let family = """
    signal.ignore("HUP")
    process.spawn{"sleep", "1000"}
    process.fork(function()
      process.spawn{"sleep", "1000", session = true}
      print("ready")
      process.sleep(1000)
    end)
    while true do process.sleep(1000) end
    """

  private func descendants(of pid: Int32) throws -> [Int32] {
    let children = try String(
      contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8
    ).split(separator: " ").compactMap { Int32($0) }
    return try children + children.flatMap { try descendants(of: $0) }
  }

  private func isAlive(_ pid: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else {
      return false
    }
    return !status.contains("State:\tZ") && !status.contains("State:\tX")
  }

  @Test(arguments: User.available, [SIGKILL, SIGSEGV, SIGABRT, SIGSYS, SIGALRM])
  func dieWithSigbox(user: User, signal: Int32) throws {
    let script = try Workplace.script(Self.family)
    let command = try Command.sigbox(["run", "--timeout", "60s", script], as: user)
    try command.waitForLine("ready")
    let sigbox = command.pid
    let processes = try descendants(of: sigbox)
    #expect(processes.count >= 4)
    kill(sigbox, signal)
    _ = command.finish()
    // The kernel ends them one after the other; the pidfds would need their own privilege.
    let deadline = Date().addingTimeInterval(30)
    while processes.contains(where: isAlive), Date() < deadline { usleep(1000) }
    #expect(!processes.contains(where: isAlive))
  }

  @Test(arguments: User.available)
  func `timeout ends the whole box`(user: User) throws {
    let script = try Workplace.script(Self.family)
    let start = Date()
    let result = try Command.sigbox(["run", "--timeout", "300ms", script], as: user).finish()
    #expect(result.status == 137)
    #expect(result.error.contains("time limit is over"))
    #expect(Date().timeIntervalSince(start) >= 0.3)
  }

  @Test(arguments: ["TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "WINCH", "CONT"])
  func passOnSignals(name: String) throws {
    let script = try Workplace.script(
      """
      signal.handle("\(name)", function(info)
        print(info.name, info.pid, info.cause)
        process.exit(42)
      end)
      print("ready")
      while true do process.sleep(1000) end
      """)
    let command = try Command.sigbox(["run", "--timeout", "60s", script])
    try command.waitForLine("ready")
    _ = try Command(["/bin/kill", "-\(name)", "\(command.pid)"]).finish()
    // From an ancestor namespace: the sender's pid is 0.
    let result = command.finish()
    #expect(result.lines == ["\(name)\t0\tuser"], "\(result)")
    #expect(result.status == 42)
  }

  @Test(arguments: [0, 1, 2, 42, 255])
  func `exit status is the inits`(code: Int) throws {
    #expect(try runScript("return \(code)").status == code)
    #expect(try runScript("process.exit(\(code))").status == code)
    #expect(try run("--", "/bin/sh", "-c", "exit \(code)").status == code)
  }

  @Test func `exit status names the signal`() throws {
    // A fault in PID 1 is forced on it.
    let crash = "import ctypes; ctypes.string_at(0)"
    #expect(try run("--", "python3", "-c", crash).status == 139)
  }

  @Test func `leave no mount and no file`() throws {
    let mounts = { try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) }
    let before = try mounts()
    _ = try run("--", "/bin/true")
    _ = try run("--", "/nonexistent")
    _ = try runScript("error('x')")
    #expect(try mounts() == before)
  }
}
