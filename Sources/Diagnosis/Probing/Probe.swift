internal import WorkerPool
package import Observation
package import BoxProtocol
package import SignalModel
internal import Sandbox
package import Linux

/// Finds out by experiment what each signal does to a program, in a fresh box per trial.
package struct Probe {
  /// What runs in the boxes.
  package var configuration: BoxConfiguration
  /// The program's name in reports.
  package var name: String
  package var roles = ProbedProcess.Role.allCases
  /// The signals to try; empty for all.
  package var named: [Signal] = []
  /// The signal that stops the container.
  package var stopSignal = Signal.term
  /// How long a program may take to end after a stop signal, or one that was asked for by name.
  package var grace = Duration.seconds(1)
  /// What has to be so before the program counts as ready; nil for nothing.
  package var readyCondition: ReadyCondition?
  /// How long the program must stay unchanged to be ready; nil for the usual times.
  package var settle: Duration? {
    get { timeouts.settle }
    set { timeouts.settle = newValue }
  }
  /// Expectations.
  ///
  /// A case that one of them names gets at least the time that it allows.
  package var expectations: [Expectation] = []
  /// Puts an init with these options in front of a command; nil if no advice is tried.
  package var initInFront:
    ((_ options: [String], _ command: [[UInt8]]) -> BoxConfiguration.Program?)?
  /// The maximum number of boxes at the same time.
  package var jobs = 24
  /// What the init of a box runs.
  let entry: (BoxConfiguration, consuming MessageSocket) -> Never
  var timeouts = Observer.Timeouts.thorough

  /// - Parameters:
  ///   - configuration: What runs in the boxes.
  ///   - name: The program's name in reports.
  ///   - entry: What the init of a box runs.
  package init(
    _ configuration: BoxConfiguration, name: String,
    entry: @escaping (BoxConfiguration, consuming MessageSocket) -> Never
  ) {
    self.configuration = configuration
    self.name = name
    self.entry = entry
  }

  /// The trials.
  ///
  /// Those in which the program gets time to end come first, because they take longest.
  package var cases: [ProbeCase] {
    roles.flatMap { role in
      (named.isEmpty ? Signal.all : named).flatMap { signal in
        [Origin.inside, .host].map { ProbeCase(signal, from: $0, to: role) }
      }
    }.sorted { hasGrace($0) && !hasGrace($1) }
  }

  /// Whether the program gets time to end after the signal.
  private func hasGrace(_ probeCase: ProbeCase) -> Bool {
    ([stopSignal] + named + Signal.stopSignals).contains(probeCase.signal)
  }

  /// Whether the descendants of PID 1 are followed, as the stop of a container is tried.
  func showsFates(_ probeCase: ProbeCase) -> Bool {
    hasGrace(probeCase) && probeCase.role == .pid1 && probeCase.origin == .host
  }

  /// How long the program may take to end after the signal.
  func grace(for probeCase: ProbeCase) -> Duration {
    let expected = expectations.filter { $0.probeCase == probeCase }.map { $0.limit ?? grace }
    return max(hasGrace(probeCase) ? grace : .zero, expected.max() ?? .zero)
  }

  /// How long the program may take to be ready.
  package var startLimit: Duration {
    readyCondition == nil && settle == nil ? timeouts.ready : timeouts.condition
  }

  package struct Progress: Sendable {
    /// The number of finished trials.
    package let done: Int
    /// The number of all trials.
    package let all: Int
    /// Whether the probe still waits until the program is ready.
    package var isStarting = false
  }

  /// Runs all trials.
  ///
  /// - Parameter onProgress: Called after each trial.
  /// - Returns: Everything that was observed.
  /// - Throws: ``WorkerFailure`` if the program cannot be run or a box cannot be made; what
  ///   `onProgress` throws.
  package func run(onProgress: (Progress) throws -> Void) throws -> ProbeReport {
    let began = Instant.now
    var report = ProbeReport(name: name, kernel: ProcFiles.kernelRelease, grace: grace)
    (report.stopSignal, report.named) = (stopSignal, named)
    try onProgress(Progress(done: 0, all: cases.count, isStarting: true))
    try start(&report)
    let trace = try? SignalTrace(withProcesses: true)
    if !trace.isRecording { report.withoutEvidence = SignalTrace.obstacle }
    var probe = self
    probe.timeouts = timeouts.amongMany(report.starts.values)
    let late = report.starts.values.filter { $0.settling == .later }.map(\.elapsed).max()
    // Many boxes at once take longer than one.
    if let late { probe.readyCondition = .time(late + late / 4) }
    let cases = cases.filter { report.starts[$0.role]?.isReady == true }
    try probe.run(cases, trace, &report, onProgress, withOrphan: report.roles.contains(.pid1))
    // A program may change between the snapshot and the signal. Only a disagreement that repeats
    // counts.
    for _ in 1...2 where !report.disagreements.isEmpty {
      let cases = report.disagreements.map(\.probeCase)
      report.triedAgain += cases.count
      try probe.run(cases, trace, &report, onProgress)
    }
    if initInFront != nil { try probe.tryRemedies(&report) }
    report.elapsed = Instant.now - began
    return report
  }

  /// Runs trials concurrently, and the one with an orphan if asked for.
  private func run(
    _ cases: [ProbeCase], _ trace: borrowing SignalTrace?, _ report: inout ProbeReport,
    _ onProgress: (Progress) throws -> Void, withOrphan: Bool = false
  ) throws {
    var windows: [Evidence.Window] = []
    var done = 0
    let orphan = cases.count
    try WorkerPool.run(jobs, jobs: (withOrphan ? [orphan] : []) + cases.indices) { job in
      job == orphan
        ? try Trial(probe: self, role: .pid1).orphan()
        : try Trial(probe: self, role: cases[job].role).send(cases[job])
    } onResult: { job, result in
      switch result {
      case .orphans(let care, let time):
        (report.orphans, report.orphanTime) = (care, time)
        return
      case .missed(let reason): report.missed.append((cases[job], reason))
      case .observed(let outcome, let window):
        report.results[outcome.probeCase] = outcome
        windows.append(window)
      }
      done += 1
      try onProgress(Progress(done: done, all: cases.count))
    }
    if let record = trace.record() { report.add(record, in: windows) }
  }

  /// Observes how the program starts in each role, and what it writes if it ends at once.
  private func start(_ report: inout ProbeReport) throws {
    try WorkerPool.run(jobs, jobs: roles.indices) { job in
      try Trial(probe: self, role: roles[job]).start()
    } onResult: { job, outcome in
      report.starts[roles[job]] = outcome
    }
    guard let start = report.starts[.pid1], !start.isReady else { return }
    try WorkerPool.run(1, jobs: [0]) { _ in
      try Trial(probe: self, role: .pid1).lastLine()
    } onResult: { _, line in
      report.lastLine = line
      report.hiddenFile = HiddenFiles(of: configuration).advice(forOutput: line)
    }
  }
}
