import BoxProtocol
import Linux
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

extension ProbeReport {
  /// Adds what TERM did when a remedy was tried; with `losing`, a child of this name was lost.
  mutating func `try`(_ remedy: Remedy, _ verdict: Verdict, losing child: String? = nil) {
    let probeCase = ProbeCase(.term, from: .host, to: .pid1)
    var outcome = ProbeOutcome.fixture(probeCase, Target(isInit: true), verdict, 0)
    if let child { outcome.events = .fixture(child) }
    remedies.append(.init(remedy: remedy, outcome: outcome))
  }
}

extension RunEvents {
  /// A child that catches TERM, and was killed when PID 1 ended.
  static func fixture(_ name: String) -> RunEvents {
    var target = Target(isInit: false)
    target.caught = SignalSet([.term])
    let (start, end) = (Instant(nanoseconds: 1_000_000), Instant(nanoseconds: 9_000_000))
    let fields = TerminationFields(.killed(.kill, core: false))
    return RunEvents(
      [
        RunEvent(time: start, pid: 8, name: name, kind: .found(target)),
        RunEvent(time: end, pid: 8, name: name, kind: .ended(fields)),
        RunEvent(
          time: end, pid: 7, name: "", kind: .ended(TerminationFields(.exited(143)))),
      ], of: .term, to: 7, sent: start, until: end)
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
