internal import WorkerPool
package import Observation
package import BoxProtocol
package import SignalModel
package import Linux

/// Finds out by experiment what every signal does to a program: a fresh box for each.
package struct Probe {
  /// What runs in the boxes.
  package var configuration: BoxConfiguration
  /// The program's name in reports.
  package var name: String
  /// The parts that the program plays.
  package var roles = ProbedProcess.Role.allCases
  /// The signals.
  package var signals = Signal.all
  /// How long a program that handles a signal by which containers are stopped may take to end.
  package var grace = Duration.seconds(1)
  /// What is expected, for which a program gets the time that is needed to see it.
  package var expectations: [Expectation] = []
  /// How many boxes there are at once.
  package var jobs = 24
  /// What the init of a box runs.
  let entry: (BoxConfiguration, consuming MessageSocket) -> Never
  var timeouts = Observer.Timeouts.thorough

  /// Plans a probe.
  ///
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

  var isScript: Bool { if case .script = configuration.program { true } else { false } }

  /// The experiments, those that show most first.
  package var cells: [ProbeCase] {
    roles.flatMap { role in
      signals.flatMap { signal in
        [Origin.inside, .host].map { ProbeCase(signal, from: $0, to: role) }
      }
    }.sorted { $0.isStop && !$1.isStop }
  }

  /// How long a program that handles the signal may take to end.
  func grace(for cell: ProbeCase) -> Duration {
    let expected = expectations.filter { $0.cell == cell }.map { $0.limit ?? grace }
    return max(cell.isStop ? grace : .zero, expected.max() ?? .zero)
  }

  /// How far a probe is.
  package struct Progress: Sendable {
    /// How many experiments are done.
    package let done: Int
    /// Of how many.
    package let all: Int
    /// Whether it waits until the program is ready, to see how it begins.
    package var isBeginning = false
  }

  /// Makes all experiments.
  ///
  /// - Parameter onProgress: Told now and then how far it is.
  /// - Returns: What was seen.
  /// - Throws: ``WorkerFailure`` for a program that cannot be run; what making boxes throws.
  package func run(onProgress: (Progress) throws -> Void) throws -> ProbeReport {
    let began = Instant.now
    var report = ProbeReport(name: name, kernel: ProcFiles.kernelRelease, grace: grace)
    try onProgress(Progress(done: 0, all: cells.count, isBeginning: true))
    try begin(&report)
    let trace = try? SignalTrace()
    if !trace.isRecording { report.withoutEvidence = SignalTrace.obstacle }
    var probe = self
    probe.timeouts = timeouts.amongMany(report.starts.values)
    let cells = cells.filter { report.starts[$0.role]?.isReady == true }
    try probe.run(cells, trace, &report, onProgress, withOrphan: report.roles.contains(.pid1))
    // A program may change between the look at it and the signal: only what differs from the rule
    // again and again is against it.
    for _ in 1...2 where !report.disagreements.isEmpty {
      let cells = report.disagreements.map(\.cell)
      report.triedAgain += cells.count
      try probe.run(cells, trace, &report, onProgress)
    }
    report.elapsed = Instant.now - began
    return report
  }

  /// Makes experiments side by side, and if asked for the one with an orphan.
  private func run(
    _ cells: [ProbeCase], _ trace: borrowing SignalTrace?, _ report: inout ProbeReport,
    _ onProgress: (Progress) throws -> Void, withOrphan: Bool = false
  ) throws {
    var windows: [Evidence.Window] = []
    var done = 0
    let orphan = cells.count
    try pool((withOrphan ? [orphan] : []) + cells.indices) {
      $0 == orphan
        ? Trial(probe: self, role: .pid1).orphan()
        : Trial(probe: self, role: cells[$0].role).send(cells[$0])
    } onResult: { job, fields in
      if job == orphan {
        report.orphans = fields["care"].flatMap { OrphanCare(rawValue: $0) }
        return
      }
      done += 1
      try onProgress(Progress(done: done, all: cells.count))
      guard let result = ProbeOutcome(cells[job], fields) else {
        return report.missed.append((cells[job], fields["missed"] ?? "it had ended"))
      }
      report.results[cells[job]] = result
      windows.append(Evidence.Window(cells[job], fields))
    }
    if let events = trace.events() { report.add(events, in: windows) }
  }

  /// How the program begins in each role, and what it says where it ends before it is ready.
  private func begin(_ report: inout ProbeReport) throws {
    try pool(Array(roles.indices)) {
      Trial(probe: self, role: roles[$0]).start()
    } onResult: { job, fields in
      report.starts[roles[job]] = StartupOutcome(roles[job], fields)
    }
    guard let start = report.starts[.pid1], !start.isReady else { return }
    try pool([0]) { _ in
      Trial(probe: self, role: .pid1).listen()
    } onResult: { _, fields in
      report.words = fields["words"] ?? ""
    }
  }

  private func pool(
    _ jobs: [Int], _ work: (Int) -> [UInt8], onResult: (Int, Fields) throws -> Void
  ) throws {
    try WorkerPool.run(self.jobs, jobs: jobs, work: work) { job, bytes in
      let fields = Fields(bytes)
      if let reason = fields["failure"] {
        throw WorkerFailure(status: Int32(fields[number: "status"]), description: reason)
      }
      try onResult(job, fields)
    }
  }
}
