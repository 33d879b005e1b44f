import Observation
import SignalModel

@testable import Probing

extension ProbeReport {
  /// What a probe shows of a program that takes signals as its masks say, all by the rule; handlers
  /// do what `effects` says.
  static func fixture(
    _ name: String = "program", caught: [Signal] = [], ignored: [Signal] = [],
    blocked: [Signal] = [], effects: [Signal: Verdict] = [:], signals: [Signal] = Signal.all,
    children: [String] = [], executable: String = "program", start: StartupOutcome.Outcome = .rests
  ) -> ProbeReport {
    var report = ProbeReport(name: name, kernel: "6.1.0", grace: .seconds(1))
    report.orphans = .reaps
    report.withoutEvidence = "a test has none"
    for role in ProbedProcess.Role.allCases {
      var target = Target(isInit: role == .pid1)
      target.caught = SignalSet(caught)
      target.ignored = SignalSet(ignored)
      target.blocked = SignalSet(blocked)
      report.starts[role] = StartupOutcome(
        role: role, outcome: start, elapsed: .milliseconds(3), target: target, name: name,
        executable: executable, threads: 1, children: children)
      for signal in signals {
        for origin in [Origin.inside, .host] {
          let result = ProbeOutcome.fixture(
            ProbeCase(signal, from: origin, to: role), target, effects[signal], children.count)
          report.results[result.cell] = result
        }
      }
    }
    return report
  }

  /// Puts another verdict in the place of what a signal from the host does to PID 1.
  mutating func see(_ verdict: Verdict, of signal: Signal, after elapsed: Duration) {
    let cell = ProbeCase(signal, from: .host, to: .pid1)
    guard let old = results[cell] else { return }
    results[cell] = ProbeOutcome(
      cell: cell, target: old.target, prediction: old.prediction, verdict: verdict,
      reason: old.reason, elapsed: elapsed, children: old.children, evidence: nil,
      agreesWithObservation: old.agrees)
  }
}

extension ProbeOutcome {
  fileprivate static func fixture(
    _ cell: ProbeCase, _ target: Target, _ effect: Verdict?, _ children: Int
  ) -> ProbeOutcome {
    let step = SendStep(cell.signal, from: cell.origin)
    let prediction = Rule.predict(cell.signal, from: Sender(cell.origin), to: target)
    let verdict = effect ?? prediction.verdict
    let result = SendResult(step, to: target, prediction, verdict)
    // With PID 1 all end.
    let isOver = cell.role == .pid1 && verdict.isEnd
    return ProbeOutcome(
      cell: cell, target: target, prediction: prediction, verdict: verdict, reason: result.reason,
      elapsed: .milliseconds(5), children: .init(before: children, after: isOver ? 0 : children),
      evidence: nil, agreesWithObservation: result.agrees)
  }
}
