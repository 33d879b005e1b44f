import Observation
import SignalModel

@testable import Probing

extension ProbeReport {
  /// The report on a program whose signals all have the predicted effect, given its masks; handlers
  /// do what `effects` says.
  static func fixture(
    _ name: String = "program", caught: [Signal] = [], ignored: [Signal] = [],
    blocked: [Signal] = [], effects: [Signal: Verdict] = [:], signals: [Signal] = Signal.all,
    children: [String] = [], executable: String = "program", start: StartupOutcome.State = .rests
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
        role: role, state: start, elapsed: .milliseconds(3), target: target, name: name,
        executable: executable, threads: 1, children: children)
      for signal in signals {
        for origin in [Origin.inside, .host] {
          let result = ProbeOutcome.fixture(
            ProbeCase(signal, from: origin, to: role), target, effects[signal], children.count)
          report.results[result.probeCase] = result
        }
      }
    }
    return report
  }

  /// Replaces the verdict on a signal from the host to PID 1.
  mutating func see(_ verdict: Verdict, of signal: Signal, after elapsed: Duration) {
    let probeCase = ProbeCase(signal, from: .host, to: .pid1)
    guard let old = results[probeCase] else { return }
    results[probeCase] = ProbeOutcome(
      probeCase: probeCase, target: old.target, prediction: old.prediction, verdict: verdict,
      reason: old.reason, elapsed: elapsed, children: old.children, evidence: nil,
      agreesWithObservation: old.agrees)
  }
}

extension ProbeOutcome {
  fileprivate static func fixture(
    _ probeCase: ProbeCase, _ target: Target, _ effect: Verdict?, _ children: Int
  ) -> ProbeOutcome {
    let step = SendStep(probeCase.signal, from: probeCase.origin)
    let prediction = Rule.predict(probeCase.signal, from: Sender(probeCase.origin), to: target)
    let verdict = effect ?? prediction.verdict
    let result = SendResult(step, to: target, prediction, verdict)
    // All processes end with PID 1.
    let isOver = probeCase.role == .pid1 && verdict.isEnd
    return ProbeOutcome(
      probeCase: probeCase, target: target, prediction: prediction, verdict: verdict,
      reason: "\(result.reason)",
      elapsed: .milliseconds(5), children: .init(before: children, after: isOver ? 0 : children),
      evidence: nil, agreesWithObservation: result.agrees)
  }
}
