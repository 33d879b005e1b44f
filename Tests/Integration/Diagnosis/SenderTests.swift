import Foundation
import Testing

/// Who sends a signal, and whether the kernel permits it.
struct SenderTests {
  private func explain(
    _ words: String..., through program: [String] = [], as user: User = .current
  ) throws -> Command.Result {
    try Command(
      ["/usr/bin/env", "COLUMNS=300"] + program + [Workplace.binary, "explain"] + words, as: user
    ).finish()
  }

  /// A process that waits for the end of its input.
  private func sleeper(as user: User = .current) throws -> Command {
    let process = try Command(
      [
        "/usr/bin/env", "python3", "-c", "import sys; print('ready', flush=True); sys.stdin.read()",
      ],
      as: user)
    try process.waitForLine("ready")
    return process
  }

  /// Whether kill(2) succeeds there is what must be predicted.
  private func check(_ program: [String], as user: User, to pid: Int32, reason: String) throws {
    let command = ["/usr/bin/env", "python3", "-c", "import os, sys; os.kill(int(sys.argv[1]), 0)"]
    let asked = try Command(
      ["/usr/bin/env"] + program + command + ["\(pid)"], as: user
    ).finish()
    #expect(asked.status != 0 && asked.error.contains("PermissionError"), "\(asked)")
    let text = try explain("TERM", "--to", "\(pid)", through: program, as: user).output
    #expect(text.hasSuffix("prediction: refused\n") && text.contains(reason), "\(text)")
  }

  /// CAP_KILL counts in the user namespace of the target.
  @Test(.tags(.root), .enabled(if: User.isRoot, "only root has processes of two users"))
  func aUserNamespaceOfItsOwn() throws {
    let program = ["unshare", "--user", "--map-root-user"]
    guard try Command(["/usr/bin/env"] + program + ["true"], as: .nobody).finish().status == 0
    else {
      return print("skipped: no user namespace can be made here")
    }
    let target = try sleeper()
    defer { _ = target.finish() }
    try check(
      program, as: .nobody, to: target.pid, reason: "no CAP_KILL in the target's user namespace")
  }

  /// LANDLOCK_SCOPE_SIGNAL, since Linux 6.12.
  @Test func aLandlockDomain() throws {
    let domain = """
      import ctypes, os, sys
      libc = ctypes.CDLL(None, use_errno=True)
      if libc.syscall(444, None, 0, 1) < 6: sys.exit(77)
      rules = (ctypes.c_uint64 * 3)(0, 0, 2)
      file = libc.syscall(444, ctypes.byref(rules), 24, 0)
      libc.prctl(38, 1, 0, 0, 0)
      if file < 0 or libc.syscall(446, file, 0): sys.exit(77)
      os.execvp(sys.argv[1], sys.argv[1:])
      """
    let program = ["python3", "-c", domain]
    guard try Command(["/usr/bin/env"] + program + ["true"]).finish().status == 0 else {
      return print("skipped: Landlock does not scope signals here")
    }
    let target = try sleeper()
    defer { _ = target.finish() }
    try check(program, as: .current, to: target.pid, reason: "a security module, such as Landlock")
  }

  /// The timer of PID 1 does not force KILL on it.
  @Test func aNotification() throws {
    try holds(
      """
      signal.block("USR1")
      assert(signal.timer_create("KILL", 0.001))
      assert(signal.timer_create("USR1", 0.01))
      assert(signal.wait("USR1").cause == "timer")
      """)
    let boxes = try Boxes(.current)
    #expect(try boxes("run", "-d", "--name", "told", "bash").status == 0)
    func explain(_ words: String...) throws -> String {
      try boxes.start(through: ["/usr/bin/env", "COLUMNS=300"], ["explain"] + words).finish().output
    }
    for (origin, verdict) in [
      ("notification", "dropped"), ("inside", "dropped"), ("kernel", "killed"), ("host", "killed"),
    ] {
      let text = try explain("KILL", "--to", "told", "--from", origin)
      #expect(text.hasSuffix("prediction: \(verdict)\n"), "\(text)")
    }
    #expect(try boxes("rm", "-f", "told").status == 0)
  }

  @Test(arguments: ["TERM", "CHLD", "STOP", "KILL", "34", "ABRT"])
  func whatNoFaultRaises(signal: String) throws {
    let result = try explain(signal, "--to", "\(getpid())", "--from", "fault")
    #expect(result.status == 125 && result.output.isEmpty, "\(result)")
    #expect(result.error.contains("use ILL, TRAP, BUS, FPE, SEGV or SYS, or another --from"))
    #expect(result.error.split(separator: "\n").count == 1, "\(result)")
  }
}
