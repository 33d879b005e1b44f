import Foundation
import Signals
import Testing

/// The same experiment without a line of sigbox: Tests/Fixtures/independent.py.
struct IndependentTests {
  private func independent(_ program: String, _ origin: String, _ signal: Signal) throws -> String {
    let script = Workplace.root.appendingPathComponent("Tests/Fixtures/independent.py").path
    let result = try Command(
      ["/usr/bin/env", "python3", script, "./\(program)", origin, "\(signal.number)"]
    ).finish()
    return result.lines.first ?? result.error
  }

  private func sigbox(_ program: String, _ origin: String, _ signal: Signal) throws -> String {
    let result = try run("--send", "\(origin):\(signal.name)", "--", "./\(program)")
    let line = try #require(result.lines.first { $0.contains(" from \(origin): ") })
    let verdict = line.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)
    if verdict == "stopped" || verdict.hasPrefix("exited") { return verdict }
    return verdict == "killed" ? "killed \(signal.number)" : "alive"
  }

  @Test(arguments: FoundingExperimentTests.inits.map(\.1), ["inside", "host"])
  func agree(program: String, origin: String) throws {
    let name = program.replacingOccurrences(of: "./", with: "")
    for signal in ["HUP", "QUIT", "KILL", "TERM", "CHLD", "STOP", "SEGV", "RTMIN+1"] {
      let signal = try #require(Signal(parsing: signal))
      let expected = try independent(name, origin, signal)
      let seen = try sigbox(name, origin, signal)
      #expect(seen == expected, "\(name), \(signal.name) from \(origin)")
    }
  }
}
