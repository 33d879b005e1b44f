internal import WorkerPool
package import Observation
package import SignalModel
internal import Linux

/// All that a probe has shown.
package struct ProbeReport: Sendable {
  /// The program's name.
  package let name: String
  /// The kernel's release.
  package let kernel: String
  /// How long the program had to end by a signal that stops containers.
  package let grace: Duration
  /// How it began, in each of its roles.
  package internal(set) var starts: [ProbedProcess.Role: StartupOutcome] = [:]
  /// The last line that it wrote, where it ended before a signal could be sent.
  package internal(set) var words = ""
  /// What it does as PID 1 with orphans; nil where that was not tried.
  package internal(set) var orphans: OrphanCare?
  /// What the signals did.
  package internal(set) var results: [ProbeCase: ProbeOutcome] = [:]
  /// The experiments in which the program ended before the signal came, and how.
  package internal(set) var missed: [(cell: ProbeCase, reason: String)] = []
  /// How many boxes were tried again, for in the first rule and observation did not agree.
  package internal(set) var triedAgain = 0
  /// Why there is no record of the kernel's own; nil where there is.
  package internal(set) var withoutEvidence: String?
  /// How long all took.
  package internal(set) var elapsed = Duration.zero

  init(name: String, kernel: String, grace: Duration) {
    self.name = name
    self.kernel = kernel
    self.grace = grace
  }

  /// The results in which rule, observation and the kernel's record do not agree.
  package var disagreements: [ProbeOutcome] {
    results.values.filter { !$0.agrees }.sorted { $0.cell < $1.cell }
  }

  /// What a signal from somewhere did to the program in a role.
  package func result(
    _ signal: Signal, _ origin: Origin, _ role: ProbedProcess.Role
  ) -> ProbeOutcome? {
    results[ProbeCase(signal, from: origin, to: role)]
  }

  /// The roles in which signals were tried.
  package var roles: [ProbedProcess.Role] {
    ProbedProcess.Role.allCases.filter { starts[$0]?.isReady == true }
  }

  /// The signals that were tried, in order.
  package var signals: [Signal] { Set(results.keys.map(\.signal)).sorted() }

  mutating func add(_ events: [SignalTrace.Event], in windows: [Evidence.Window]) {
    let byTask = Dictionary(grouping: events, by: \.pid)
    for window in windows {
      guard let result = results[window.cell] else { continue }
      results[window.cell]?.evidence = window.evidence(byTask, result.prediction)
    }
  }
}

extension ProbeCase: Comparable {
  /// Orders by role, signal and origin.
  package static func < (left: ProbeCase, right: ProbeCase) -> Bool {
    func key(_ cell: ProbeCase) -> [Int] {
      [cell.role == .pid1 ? 0 : 1, Int(cell.signal.number), cell.origin == .inside ? 0 : 1]
    }
    return key(left).lexicographicallyPrecedes(key(right))
  }
}

extension ProbeOutcome {
  /// Reads what a copy of sigbox tells; nil where the program had ended before.
  init?(_ cell: ProbeCase, _ fields: Fields) {
    guard let verdict = fields.verdict else { return nil }
    let target = fields.target
    let step = SendStep(cell.signal, from: cell.origin)
    var prediction = Rule.predict(cell.signal, from: Sender(cell.origin), to: target)
    let result = SendResult(step, to: target, prediction, verdict)
    if result.wasAccepted {
      // What sigtimedwait waits for is not in /proc; only from its effect it is known.
      var waiting = target
      waiting.awaited.insert(cell.signal)
      prediction = Rule.predict(cell.signal, from: Sender(cell.origin), to: waiting)
    }
    self.init(
      cell: cell, target: target, prediction: prediction, verdict: verdict, reason: result.reason,
      elapsed: .nanoseconds(fields[number: "elapsed"]),
      children: .init(before: Int(fields[number: "before"]), after: Int(fields[number: "after"])),
      evidence: nil, agreesWithObservation: result.agrees)
  }
}

extension StartupOutcome {
  /// Reads what a copy of sigbox tells.
  init(_ role: ProbedProcess.Role, _ fields: Fields) {
    let target = fields.target
    let outcome: Outcome =
      if fields["name"] == nil {
        .ended(fields.verdict ?? .exited(0))
      } else if target.state == .stopped {
        .stopped
      } else {
        switch fields["readiness"].flatMap({ Observer.Readiness(rawValue: $0) }) {
        case .isBusy: .busy
        case .isRestless: .restless
        case .rests, nil: .rests
        }
      }
    self.init(
      role: role, outcome: outcome, elapsed: .nanoseconds(fields[number: "elapsed"]),
      target: target, name: fields["name"] ?? "",
      executable: fields["executable"] ?? fields["name"] ?? "",
      threads: Int(fields[number: "threads"]),
      children: fields[list: "children"])
  }
}
