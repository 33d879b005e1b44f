internal import Observation
internal import Probing
internal import WorkerPool
package import BoxProtocol
internal import BoxHost
internal import SignalModel
package import Linux
internal import SystemPackage

/// The rule beside the kernel: random processes in real boxes, random signals, and each time the
/// effect, what is pending, and the kernel's own record must be what the rule says.
package struct Conformance {
  private let seed: UInt64
  private let cases: Int
  private let script: [UInt8]
  private let entry: (BoxConfiguration, consuming MessageSocket) -> Never

  /// What came out.
  package struct Report: Sendable {
    /// How many signals were sent, and unblocked.
    package internal(set) var cases = 0
    /// How many boxes there were.
    package internal(set) var boxes = 0
    /// In how many cases the kernel's record was compared.
    package internal(set) var recorded = 0
    /// Where rule and kernel differ, a line each.
    package internal(set) var differences: [String] = []
    /// Why there is no record of the kernel's own; nil where there is.
    package internal(set) var withoutEvidence: String?
  }

  /// Plans a comparison.
  ///
  /// - Parameters:
  ///   - seed: What random choices start from.
  ///   - cases: How many signals are sent at least.
  ///   - script: The Lua text of a process that takes signals as its arguments say.
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
  /// - Parameter onProgress: Told how many are sent.
  /// - Returns: What came out.
  /// - Throws: ``WorkerFailure``; what making boxes throws.
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
    var sent: [ConformanceCase] = []
    try onProgress(before)
    try WorkerPool.run(16, jobs: 0..<boxes.count) { job in
      trial(RandomProcess(seed: seed, index: boxes.lowerBound + job))
    } onResult: { job, bytes in
      let fields = Fields(bytes)
      if let failure = fields["failure"] {
        throw WorkerFailure(status: Int32(fields[number: "status"]), description: failure)
      }
      let index = boxes.lowerBound + job
      let process = RandomProcess(seed: seed, index: index)
      let words = "box \(index), \(process.role.rawValue) \(process.words.joined(separator: " "))"
      sent += (0..<Int(fields[number: "cases"])).map {
        ConformanceCase(words, fields[list: "case\($0)"])
      }
      try onProgress(before + sent.count)
    }
    report.boxes += boxes.count
    report.cases += sent.count
    let events = trace.events().map { Dictionary(grouping: $0, by: \.pid) }
    for sent in sent {
      report.recorded += events == nil ? 0 : 1
      let record = events.flatMap { sent.difference(from: $0[sent.pid] ?? []) }
      for difference in [sent.difference, record].compactMap({ $0 }) {
        report.differences.append("\(sent.words): \(difference)")
      }
    }
  }

  private func trial(_ process: RandomProcess) -> [UInt8] {
    guard let input = try? Pipe(),
      (try? CurrentProcess.redirectStandardDescriptors(input: input.reading, output: nil)) != nil
    else { return [] }
    var configuration = BoxConfiguration(
      program: .script(
        .init(
          name: "subject", source: script, arguments: process.words.map { Array($0.utf8) },
          directory: nil)))
    configuration.reportsEvents = true
    let probe = Probe(configuration, name: "subject", entry: entry)
    return Trial(probe: probe, role: process.role).run { context, fields in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        throw WorkerFailure(status: 125, description: "a process for signals ended at its start")
      }
      var cases: [[String]] = []
      for step in process.sends {
        let result = try observer.send(step)
        guard let seen = result.observation else { break }
        cases.append(ConformanceCase.fields(step, result, seen, observer.pending))
      }
      if let (signal, prediction) = observer.unblockable {
        cases.append(try observer.unblock(signal, prediction, through: input.writing))
      }
      fields[number: "cases"] = Int64(cases.count)
      for (index, list) in cases.enumerated() { fields[list: "case\(index)"] = list }
    }
  }
}
