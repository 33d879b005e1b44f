package import Observation
package import SignalModel
internal import Linux

/// Everything that a probe has shown.
package struct ProbeReport: Sendable {
  /// The program's name.
  package internal(set) var name: String
  /// The kernel's release.
  package let kernel: String
  /// How long the program had to end after a signal that stops containers.
  package let grace: Duration
  /// The signal that stops the container.
  package internal(set) var stopSignal = Signal.term
  /// The signals that were asked for by name; none if all were tried.
  package internal(set) var named: [Signal] = []
  package internal(set) var starts: [ProbedProcess.Role: StartupOutcome] = [:]
  /// The last line that the program wrote, if it ended before a signal could be sent.
  package internal(set) var lastLine = ""
  /// What to do about a file that this line names and the box hides; nil if there is none.
  var hiddenFile: String?
  /// What the program does as PID 1 when an orphan ends; nil if that was not tried.
  package internal(set) var orphans: OrphanCare?
  /// How long the orphan stayed a zombie, or was observed as one.
  package internal(set) var orphanTime = Duration.zero
  package internal(set) var results: [ProbeCase: ProbeOutcome] = [:]
  /// The trials in which the program ended before the signal was sent, and how.
  package internal(set) var missed: [(probeCase: ProbeCase, reason: String)] = []
  /// What came of trying what may help.
  package internal(set) var remedies: [Remedy.Outcome] = []
  /// Whether an init in front was seen to reap orphans.
  var initReaps = false
  /// How many trials were repeated because rule and observation disagreed.
  package internal(set) var triedAgain = 0
  /// Why the kernel's record could not be read; nil if it was read.
  package internal(set) var withoutEvidence: String?
  package internal(set) var elapsed = Duration.zero

  init(name: String, kernel: String, grace: Duration) {
    self.name = name
    self.kernel = kernel
    self.grace = grace
  }

  /// The outcomes in which prediction, observation and the kernel's record disagree.
  package var disagreements: [ProbeOutcome] {
    results.values.filter { !$0.agrees }.sorted { $0.probeCase < $1.probeCase }
  }

  package func result(
    _ signal: Signal, _ origin: Origin, _ role: ProbedProcess.Role
  ) -> ProbeOutcome? {
    results[ProbeCase(signal, from: origin, to: role)]
  }

  /// The roles in which signals were tried.
  package var roles: [ProbedProcess.Role] {
    ProbedProcess.Role.allCases.filter { starts[$0]?.isReady == true }
  }

  /// The signals that were tried, by number.
  package var signals: [Signal] { Set(results.keys.map(\.signal)).sorted() }

  mutating func add(_ record: SignalTrace.Record, in windows: [Evidence.Window]) {
    let byTask = Dictionary(grouping: record.signals, by: \.pid)
    for window in windows {
      guard let result = results[window.probeCase] else { continue }
      results[window.probeCase]?.evidence = window.evidence(byTask, result.prediction)
      results[window.probeCase]?.events?.add(record)
    }
  }
}
