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
  private let script: [UInt8]
  private let entry: (BoxConfiguration, consuming MessageSocket) -> Never

  package struct Report: Sendable {
    /// How many signals were sent or unblocked.
    package internal(set) var cases = 0
    package internal(set) var boxes = 0
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
  ///   - script: A Lua script that sets its dispositions and masks from its arguments.
  ///   - entry: What the init of a box runs.
  package init(
    seed: UInt64, cases: Int, script: [UInt8],
    entry: @escaping (BoxConfiguration, consuming MessageSocket) -> Never
  ) {
    self.seed = seed
    self.cases = cases
    self.script = script
    self.entry = entry
  }

  /// Sends all signals.
  ///
  /// - Parameter onProgress: Called with the number of signals sent so far.
  /// - Returns: What was compared.
  /// - Throws: ``WorkerFailure`` if a box cannot be made; what `onProgress` throws.
  package func run(onProgress: (Int) throws -> Void) throws -> Report {
    var report = Report()
    let trace = try? SignalTrace()
    if !trace.isRecording { report.withoutEvidence = SignalTrace.obstacle }
    while report.cases < cases, report.differences.count < 20 {
      try run(report.boxes..<report.boxes + 200, trace, &report, onProgress)
    }
    return report
  }

  private func run(
    _ boxes: Range<Int>, _ trace: borrowing SignalTrace?, _ report: inout Report,
    _ onProgress: (Int) throws -> Void
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
    for (box, conformanceCase) in done {
      report.recorded += events == nil ? 0 : 1
      let record = events.flatMap {
        conformanceCase.difference(from: $0[conformanceCase.process] ?? [])
      }
      for difference in [conformanceCase.difference, record].compactMap({ $0 }) {
        let process = RandomProcess(seed: seed, index: box)
        report.differences.append(
          "box \(box), \(process.role.rawValue) \(process.arguments.joined(separator: " ")): "
            + "\(conformanceCase.action): \(difference)")
      }
    }
  }

  /// Sends its signals to one random process, in a worker.
  private func trial(_ process: RandomProcess) throws -> [ConformanceCase] {
    let input = try Pipe()
    try CurrentProcess.redirectStandardDescriptors(input: input.reading, output: nil)
    let configuration = BoxConfiguration(
      program: .script(
        .init(
          name: "conformance", source: script,
          arguments: process.arguments.map { Array($0.utf8) }, directory: nil)))
    return try TrialContext.run(configuration, as: process.role, entry: entry) { context in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        throw WorkerFailure(status: 125, description: "a random process ended before it was ready")
      }
      var cases: [ConformanceCase] = []
      for step in process.sends {
        let result = try observer.send(step)
        guard let observation = result.observation else { break }
        cases.append(ConformanceCase(result, observation, pending: observer.pending))
      }
      if let (signal, prediction) = observer.unblockable {
        cases.append(try observer.unblock(signal, prediction, through: input.writing))
      }
      return cases
    }
  }
}
