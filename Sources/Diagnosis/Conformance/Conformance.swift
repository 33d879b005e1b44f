internal import Observation
internal import WorkerPool
package import BoxProtocol
internal import BoxHost
internal import SignalModel
package import Linux
internal import SystemPackage

/// Checks the rule against the running kernel, with random processes in real boxes and random
/// signals.
///
/// Each time, the effect, the pending signals and the kernel's own record must be as predicted.
package struct Conformance {
  private let seed: UInt64
  private let cases: Int
  private let entry: Entry

  /// Becomes the init of a box, which runs a function as its program.
  package typealias Entry = (BoxConfiguration, consuming MessageSocket, () -> Never) -> Never

  package struct Report: Sendable {
    /// How many signals were sent or unblocked.
    package internal(set) var cases = 0
    package internal(set) var boxes = 0
    /// In how many cases nothing showed what became of the signal.
    package internal(set) var unknown = 0
    /// In how many cases the kernel's record was compared.
    package internal(set) var recorded = 0
    /// How rule and kernel differ, one line each.
    package internal(set) var differences: [String] = []
    /// Why the kernel's record could not be read; nil if it was read.
    package internal(set) var withoutEvidence: String?
  }

  /// - Parameters:
  ///   - seed: Seed for random choices.
  ///   - cases: The minimum number of signals to send.
  ///   - entry: What the init of a box runs.
  package init(
    seed: UInt64, cases: Int, entry: @escaping Entry
  ) {
    self.seed = seed
    self.cases = cases
    self.entry = entry
  }

  /// Sends all signals.
  ///
  /// - Parameters:
  ///   - onProgress: Called with the number of signals sent so far.
  ///   - onRecord: Called with what was seen of each signal that was sent.
  /// - Returns: What was compared.
  /// - Throws: ``WorkerFailure`` if a box cannot be made; what the callbacks throw.
  package func run(
    onProgress: (Int) throws -> Void, onRecord: (ConformanceRecord) throws -> Void
  ) throws -> Report {
    var report = Report()
    let trace = try? SignalTrace()
    if !trace.isRecording { report.withoutEvidence = SignalTrace.obstacle }
    while report.cases < cases, report.differences.count < 20 {
      try run(report.boxes..<report.boxes + 200, trace, &report, onProgress, onRecord)
    }
    return report
  }

  private func run(
    _ boxes: Range<Int>, _ trace: borrowing SignalTrace?, _ report: inout Report,
    _ onProgress: (Int) throws -> Void, _ onRecord: (ConformanceRecord) throws -> Void
  ) throws {
    let before = report.cases
    var done: [(box: Int, conformanceCase: ConformanceCase)] = []
    try onProgress(before)
    try WorkerPool.run(16, jobs: boxes) { box in
      try trial(RandomProcess(seed: seed, index: box))
    } onResult: { box, cases in
      done += cases.map { (box, $0) }
      try onProgress(before + done.count)
    }
    report.boxes += boxes.count
    report.cases += done.count
    let events = trace.events().map { Dictionary(grouping: $0, by: \.pid) }
    for (box, done) in done {
      var conformanceCase = done
      report.recorded += events == nil ? 0 : 1
      report.unknown += conformanceCase.isUnknown ? 1 : 0
      let tasks = conformanceCase.tasks
      let record = events.flatMap { byTask in
        conformanceCase.difference(
          from: tasks.flatMap { byTask[$0] ?? [] }.sorted { $0.time < $1.time })
      }
      if let record = conformanceCase.record { try onRecord(record) }
      for difference in [conformanceCase.difference, record].compactMap({ $0 }) {
        let process = RandomProcess(seed: seed, index: box)
        report.differences.append(
          "box \(box), \(process): \(conformanceCase.action): \(difference)")
      }
    }
  }

  /// Acts on one random process, in a worker.
  private func trial(_ process: RandomProcess) throws -> [ConformanceCase] {
    let orders = try Pipe()
    let events = try Pipe()
    try CurrentProcess.redirectStandardDescriptors(input: orders.reading, output: events.writing)
    // What starts it is replaced by the subject.
    let configuration = BoxConfiguration(program: .command([Array("subject".utf8)]))
    return try TrialContext.run(configuration, as: process.role) { configuration, socket in
      entry(configuration, socket) { process.subject.run() }
    } _: { context in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        throw WorkerFailure(
          status: 125,
          description:
            "a random process ended before it was ready: \(try context.end()): \(process)")
      }
      let channel = try SubjectChannel(orders: orders.writing, events: events.reading)
      var trial = ConformanceTrial(process, observer, channel)
      return try trial.run()
    }
  }
}
