import Foundation
import Testing

/// What `sigbox probe --json` says.
struct ProbeRun {
  struct ProbeCase: Decodable, Hashable {
    let signal: String
    let number: Int
    let role: String
    let from: String
    let predicted: String
    let verdict: String
    let exit_code: Int?
    let killed_by: String?
    let reason: String
    let seconds: Double
    let children_before: Int
    let children_after: Int
    let signal_generate: Int?
    let agrees: Bool

    /// `dropped`, `exited 2`, `killed KILL`.
    var effect: String {
      [verdict, exit_code.map(String.init), killed_by].compactMap { $0 }.joined(separator: " ")
    }
  }

  struct StartupOutcome: Decodable {
    let role: String
    let state: String
    let verdict: String?
    let exit_code: Int?
    let killed_by: String?
    let settled: String
    let children: [String]
  }

  struct Finding: Decodable {
    let kind: String
    let text: String
    let observation: String
  }

  private struct Document: Decodable {
    let schema: String
    let starts: [StartupOutcome]
    let last_line: String?
    let orphans: String?
    let orphan_seconds: Double?
    let stop_signal: String
    let no_evidence: String?
    let cells: [ProbeCase]
    let findings: [Finding]
    let disagreements: Int
  }

  let status: Int32
  let starts: [String: StartupOutcome]
  let lastLine: String?
  let orphans: String?
  let orphanSeconds: Double?
  let stopSignal: String
  let hasEvidence: Bool
  let cells: [ProbeCase]
  let findings: [String]

  /// Probes an init, or a command behind `--`.
  init(_ words: [String], as user: User = .current) throws {
    let result = try Command.sigbox(["probe", "--json"] + words, as: user).finish()
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.schema == "sigbox-probe-2")
    #expect(document.disagreements == 0, "\(result.output)")
    status = result.status
    starts = Dictionary(uniqueKeysWithValues: document.starts.map { ($0.role, $0) })
    lastLine = document.last_line
    orphans = document.orphans
    orphanSeconds = document.orphan_seconds
    stopSignal = document.stop_signal
    hasEvidence = document.no_evidence == nil
    cells = document.cells
    findings = document.findings.map { "\($0.kind): \($0.text)" }
  }

  /// The effect of a signal from somewhere in a role.
  func effect(_ signal: String, from origin: String = "host", as role: String = "pid1") -> String? {
    cells.first { $0.signal == signal && $0.from == origin && $0.role == role }?.effect
  }
}
