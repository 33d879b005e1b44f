import Foundation
import Testing

/// Programs that do not wait for a signal as others do: a clear word on each, and no hang.
@Suite(.tags(.slow))
struct DifficultProgramTests {
  private static let few = ["--signal", "TERM", "--signal", "KILL", "--signal", "CONT"]

  private func probe(_ command: String..., as user: User = .current) throws -> ProbeRun {
    try ProbeRun(Self.few + ["--"] + command, as: user)
  }

  @Test(arguments: User.available)
  func oneThatEndsAtOnce(user: User) throws {
    let run = try probe("sh", "-c", "echo no configuration >&2; exit 3", as: user)
    #expect(run.status == 1 && run.cells.isEmpty && run.lastLine == "no configuration")
    for role in ["pid1", "ordinary"] {
      #expect(run.starts[role]?.verdict == "exited" && run.starts[role]?.exit_code == 3)
    }
    #expect(run.findings == ["bad: It ends before a signal can be sent, and the box ends with it."])
  }

  @Test(arguments: User.available)
  func aDaemon(user: User) throws {
    let run = try probe("sh", "-c", "setsid sleep 1000 & exit 0", as: user)
    #expect(run.starts["ordinary"]?.children.count == 1, "\(run)")
    #expect(run.findings.last?.hasPrefix("advice: It continues in the background") == true)
  }

  @Test func oneThatIgnoresEverything() throws {
    let script = try Workplace.script(
      """
      for number = 1, 64 do
        if number ~= 9 and number ~= 19 then signal.ignore(number) end
      end
      while true do process.sleep(1000) end
      """)
    let run = try ProbeRun(["--role", "pid1", script])
    let lived = Set(run.cells.filter { $0.verdict == "ignored" }.map(\.number))
    #expect(lived == Set(1...64).subtracting([9, 19]))
    #expect(run.findings.first?.hasPrefix("bad: TERM does nothing (ignored)") == true)
  }

  /// It floods its output as well.
  @Test func oneThatIsBusy() throws {
    let run = try probe("yes")
    #expect(run.starts["pid1"]?.state == "busy")
    #expect(run.effect("TERM") == "dropped" && run.effect("KILL") == "killed KILL")
    #expect(run.effect("TERM", as: "ordinary") == "killed TERM")
    #expect(run.findings.first?.hasPrefix("bad: It never rests") == true)
  }

  /// A shell's children come and go, and it blocks all signals while it makes one.
  @Test func oneThatIsNeverTheSame() throws {
    let run = try ProbeRun([
      "--role", "pid1", "--signal", "TERM", "--signal", "KILL", "--", "sh", "-c",
      "while :; do sleep 0.01; done",
    ])
    #expect(run.effect("TERM") == "dropped" && run.effect("KILL") == "killed KILL")
    #expect(!run.findings.contains { $0.contains("exec sleep") })
  }

  /// What wakes of itself has not been woken by a signal.
  @Test func oneThatWakesByItself() throws {
    let run = try ProbeRun([
      "--signal", "TERM", "--signal", "WINCH", "--", "/usr/bin/python3", "-c",
      "import time\nwhile True: time.sleep(0.003)",
    ])
    #expect(run.effect("TERM") == "dropped" && run.effect("WINCH") == "dropped")
    #expect(run.effect("WINCH", as: "ordinary") == "ignored")
  }

  @Test(arguments: User.available)
  func oneThatStopsItself(user: User) throws {
    let run = try probe("sh", "-c", "kill -STOP $$; exec sleep 1000", as: user)
    #expect(run.starts["ordinary"]?.state == "stopped" && run.starts["pid1"]?.state == "rests")
    #expect(run.effect("TERM", as: "ordinary") == "blocked")
    #expect(run.effect("CONT", as: "ordinary") == "continued")
    #expect(run.findings.first?.hasPrefix("bad: It stops itself as an ordinary process") == true)
  }

  /// As MySQL takes its signals: a thread waits for those that all block.
  @Test(arguments: User.available)
  func oneWhoseThreadWaitsForSignals(user: User) throws {
    let program = """
      import os, signal, threading, time
      signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
      def work():
          signal.sigwait([signal.SIGTERM])
          os._exit(0)
      threading.Thread(target=work, daemon=True).start()
      while True: time.sleep(1000)
      """
    let run = try ProbeRun(
      ["--signal", "TERM", "--signal", "USR1", "--", "/usr/bin/python3", "-c", program], as: user)
    #expect(run.cells.filter { $0.signal == "TERM" }.allSatisfy { $0.effect == "exited 0" })
    #expect(run.cells.filter { $0.signal == "USR1" }.allSatisfy { $0.effect == "blocked" })
  }

  /// The kernel discards a signal that was not blocked before the wait for it.
  @Test(arguments: User.available)
  func oneThatWaitsForWhatItDoesNotBlock(user: User) throws {
    let program = "import signal\nwhile True: signal.sigwait([signal.SIGTERM])"
    let run = try ProbeRun(
      ["--signal", "TERM", "--", "/usr/bin/python3", "-c", program], as: user)
    #expect(run.effect("TERM") == "dropped" && run.effect("TERM", as: "ordinary") == "killed TERM")
    #expect(run.status == 0, "\(run)")
  }
}
