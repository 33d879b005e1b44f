import Foundation
import SignalModel
import Testing

/// The same experiments without a line of sigbox: Tests/Fixtures/independent.py.
struct IndependentTests {
  /// What became of a program: alive, stopped, exited N or killed N.
  private func independent(
    _ program: [String], _ signal: Signal, from origin: String, isOrdinary: Bool = false,
    grace: Int = 0
  ) throws -> String {
    let script = Workplace.root.appendingPathComponent("Tests/Fixtures/independent.py").path
    let options = (isOrdinary ? ["--ordinary"] : []) + ["--grace", "\(grace)"]
    let result = try Command(
      ["/usr/bin/env", "python3", script] + options + [origin, "\(signal.number)"] + program
    ).finish()
    return result.lines.first ?? result.error
  }

  private func sigbox(_ program: String, _ origin: String, _ signal: Signal) throws -> String {
    let result = try run("--send", "\(origin):\(signal.name)", "--", program)
    let line = try #require(result.lines.first { $0.contains(" from \(origin): ") })
    let verdict = line.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)
    if verdict == "stopped" || verdict.hasPrefix("exited") { return verdict }
    return verdict == "killed" ? "killed \(signal.number)" : "alive"
  }

  @Test(arguments: FoundingExperimentTests.inits.map(\.1), ["inside", "host"])
  func agree(program: String, origin: String) throws {
    for signal in ["HUP", "QUIT", "KILL", "TERM", "CHLD", "STOP", "SEGV", "RTMIN+1"] {
      let signal = try #require(Signal(parsing: signal))
      let expected = try independent([program], signal, from: origin)
      let seen = try sigbox(program, origin, signal)
      #expect(seen == expected, "\(program), \(signal.name) from \(origin)")
    }
  }

  /// Programs that containers run; what is missing here is said.
  static let programs = [
    ["bash", "-c", "sleep 1000; true"], ["dash", "-c", "sleep 1000; true"],
    ["busybox", "sh", "-c", "sleep 1000; true"],
    ["/usr/bin/python3", "-c", "import time; time.sleep(1000)"],
    ["perl", "-e", "sleep 1000"], ["tini", "sleep", "1000"], ["dumb-init", "sleep", "1000"],
    ["catatonit", "sleep", "1000"], ["redis-server", "--save", "", "--appendonly", "no"],
    ["node", "-e", "setInterval(() => {}, 1e9)"],
  ]

  /// All ways of sending by one probe, each beside a `kill` of another program's.
  @Test(arguments: programs)
  func probesAgree(program: [String]) throws {
    guard try Command(["/bin/sh", "-c", "command -v \(program[0])"]).finish().status == 0 else {
      return print("not compared, for it is missing: \(program[0])")
    }
    let probe = try ProbeRun(["--signal", "TERM", "--"] + program)
    #expect(probe.cells.count == 4)
    for cell in probe.cells {
      let seen =
        switch cell.verdict {
        case "killed": "killed \(Signal(parsing: cell.killed_by ?? "")?.number ?? 0)"
        case "exited", "stopped": cell.effect
        default: "alive"
        }
      let expected = try independent(
        program, .term, from: cell.from, isOrdinary: cell.role == "ordinary",
        grace: cell.predicted == "handled" ? 1 : 0)
      #expect(seen == expected, "\(program[0]), \(cell.role), \(cell.from)")
    }
  }
}
