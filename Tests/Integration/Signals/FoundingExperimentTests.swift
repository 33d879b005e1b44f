import Foundation
import Testing

/// What `kill 1` and `kill -9 1` do to the four inits, from inside and from the host.
struct FoundingExperimentTests {
  static let inits = [
    ("bash", "./init.sh"), ("c", "./c-init"), ("c-sig", "./c-init-sig"), ("go", "./go-init"),
  ]

  /// The verdicts of a run; those after PID 1 ended are left out.
  private func verdicts(_ words: [String], _ sends: [String], _ user: User) throws -> [String] {
    let command = ["run", "--timeout", "60s"] + sends.flatMap { ["--send", $0] } + words
    let result = try Command.sigbox(command, as: user).finish()
    let lines = result.lines.filter { $0.contains(" from inside: ") || $0.contains(" from host: ") }
    let verdicts = lines.map { $0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces) }
    #expect(lines.allSatisfy { $0.split(separator: ":").count >= 3 }, "each line has a reason")
    return verdicts + ["\(result.status)"]
  }

  @Test(arguments: User.available, [["bash"], ["c"], ["--", "./init.sh"], ["--", "./c-init"]])
  func withoutAHandlerOnlyTheHostsKillWorks(user: User, words: [String]) throws {
    let sends = ["TERM", "KILL", "host:TERM", "host:KILL"]
    #expect(
      try verdicts(words, sends, user) == ["dropped", "dropped", "dropped", "killed", "137"])
  }

  @Test(arguments: User.available, [["c-sig"], ["--", "./c-init-sig"]])
  func aHandlerEndsPID1(user: User, words: [String]) throws {
    #expect(try verdicts(words, ["KILL", "TERM"], user) == ["dropped", "exited 0", "0"])
    #expect(try verdicts(words, ["host:TERM"], user) == ["exited 0", "0"])
  }

  @Test(arguments: User.available, [["go"], ["--", "./go-init"]])
  func theGoRuntimeEndsPID1(user: User, words: [String]) throws {
    #expect(try verdicts(words, ["KILL", "TERM"], user) == ["dropped", "exited 2", "2"])
    #expect(try verdicts(words, ["host:TERM"], user) == ["exited 2", "2"])
  }
}
