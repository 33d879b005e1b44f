internal import Observation
internal import Probing
internal import SignalModel

/// The JSON document of a probe, with the names of its members as keys.
struct ProbeDocument: Encodable {
  let schema = "sigbox-probe-2"
  let program: String
  let kernel: String
  let seconds: Double
  let starts: [Start]
  let last_line: String?
  let orphans: String?
  let orphan_seconds: Double?
  let stop_signal: String
  let no_evidence: String?
  let cells: [Case]
  let missed: [Missed]
  let findings: [FindingText]
  let expectations: [Expected]
  let disagreements: Int
  let tried_again: Int

  struct Start: Encodable {
    let role: String
    let state: String
    let verdict: String?
    let exit_code: Int32?
    let killed_by: String?
    let seconds: Double
    let settled: String
    let name: String
    let executable: String
    let threads: Int
    let children: [String]
    let SigBlk: String
    let SigIgn: String
    let SigCgt: String
  }

  struct Case: Encodable {
    let signal: String
    let number: Int32
    let role: String
    let from: String
    let predicted: String
    let decided_by: String
    let verdict: String
    let exit_code: Int32?
    let killed_by: String?
    let reason: String
    let seconds: Double
    let children_before: Int
    let children_after: Int
    let signal_generate: Int?
    let signal_deliver: String?
    let agrees: Bool
    let processes: [FateDocument]?
  }

  struct Missed: Encodable {
    let signal: String
    let number: Int32
    let role: String
    let from: String
    let reason: String
  }

  struct FindingText: Encodable {
    let kind: String
    let text: String
    let observation: String
  }

  struct Expected: Encodable {
    let text: String
    let met: Bool
    let observed: String
  }

  init(_ report: ProbeReport, _ outcomes: [(Expectation, Expectation.Outcome)]) {
    program = report.name
    kernel = report.kernel
    seconds = report.elapsed.inSeconds
    starts = ProbedProcess.Role.allCases.compactMap { report.starts[$0] }.map { Start($0) }
    last_line = report.lastLine.isEmpty ? nil : report.lastLine
    orphans = report.orphans?.rawValue
    orphan_seconds = report.orphans == nil ? nil : report.orphanTime.inSeconds
    stop_signal = report.stopSignal.name
    no_evidence = report.withoutEvidence
    cells = report.results.values.sorted { $0.probeCase < $1.probeCase }.map { Case($0) }
    missed = report.missed.sorted { $0.probeCase < $1.probeCase }.map { probeCase, reason in
      Missed(
        signal: probeCase.signal.name, number: probeCase.signal.number,
        role: probeCase.role.rawValue,
        from: probeCase.origin.rawValue, reason: reason)
    }
    findings = report.findings.map {
      FindingText(kind: $0.kind.rawValue, text: $0.text, observation: $0.observation)
    }
    expectations = outcomes.map {
      Expected(text: $0.text, met: $1.isMet, observed: $1.observed)
    }
    disagreements = report.disagreements.count
    tried_again = report.triedAgain
  }
}

extension ProbeDocument.Start {
  fileprivate init(_ start: StartupOutcome) {
    role = start.role.rawValue
    let end: Verdict?
    switch start.state {
    case .rests: (state, end) = ("rests", nil)
    case .busy: (state, end) = ("busy", nil)
    case .restless: (state, end) = ("restless", nil)
    case .stopped: (state, end) = ("stopped", nil)
    case .ended(let how): (state, end) = ("ended", how)
    }
    verdict = end?.word
    exit_code = end?.exitCode
    killed_by = end?.killer?.name
    seconds = start.elapsed.inSeconds
    settled = start.settling.rawValue
    name = start.name
    executable = start.executable
    threads = start.threads
    children = start.children
    SigBlk = start.target.blocked.hex
    SigIgn = start.target.ignored.hex
    SigCgt = start.target.caught.hex
  }
}

extension ProbeDocument.Case {
  fileprivate init(_ result: ProbeOutcome) {
    signal = result.probeCase.signal.name
    number = result.probeCase.signal.number
    role = result.probeCase.role.rawValue
    from = result.probeCase.origin.rawValue
    predicted = result.prediction.verdict.word
    decided_by = result.prediction.decidedBy
    verdict = result.verdict.word
    exit_code = result.verdict.exitCode
    killed_by = result.verdict.killer?.name
    reason = result.reason
    seconds = result.elapsed.inSeconds
    children_before = result.children.before
    children_after = result.children.after
    signal_generate = result.evidence?.generation?.rawValue
    signal_deliver = result.evidence?.delivered?.name
    agrees = result.agrees
    processes = result.events?.fates.map { FateDocument($0) }
  }
}

extension Duration {
  /// The duration in seconds, rounded down to a millisecond.
  fileprivate var inSeconds: Double {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return Double(milliseconds) / 1000
  }
}
