internal import WorkerPool
internal import BoxProtocol
internal import BoxHost
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Runs files of experiments concurrently, each in its own outer box.
package struct TestRunner {
  package struct File: Sendable {
    /// The name, as it was given.
    package let name: String
    package let source: [UInt8]
    /// Where `require` searches.
    package let directory: String

    package init(name: String, source: [UInt8], directory: String) {
      self.name = name
      self.source = source
      self.directory = directory
    }
  }

  private let files: [File]
  private let confine: (String, [[UInt8]], String) -> ConfinedScript
  /// The maximum number of files that run at the same time.
  package var jobs = 8
  /// How often each file runs.
  package var rounds = 1
  /// Seed for random choices.
  package var seed: UInt64 = 1
  /// A Lua pattern for the names of experiments; empty for all.
  package var filter = ""

  /// - Parameters:
  ///   - files: The files.
  ///   - confine: Makes an outer box for an embedded Lua file, from its name, its arguments and the
  ///     directory in which `require` searches.
  package init(
    _ files: [File], confine: @escaping (String, [[UInt8]], String) -> ConfinedScript
  ) {
    self.files = files
    self.confine = confine
  }

  /// Runs all files.
  ///
  /// - Parameter onFile: Called with each file when it is done, in any order.
  /// - Returns: The results, in the order of the files.
  /// - Throws: ``WorkerFailure``; ``BoxFailure`` if the command line does not fit a file; what
  ///   `onFile` throws.
  package func run(onFile: (FileResult) throws -> Void) throws -> TestReport {
    let began = Instant.now
    var report = TestReport(seed: seed, began: WallClock.seconds)
    var results: [Int: FileResult] = [:]
    let count = files.count * rounds
    try WorkerPool.run(jobs, jobs: 0..<count, keepingOutput: true) { job in
      run(files[job % files.count], seed: seed &+ UInt64(job / files.count))
    } onResult: { job, outcome in
      if let misuse = outcome.misuse { throw BoxFailure(status: 125, misuse) }
      let result = FileResult(
        file: files[job % files.count].name, round: job / files.count + 1, tests: outcome.tests)
      results[job] = result
      try onFile(result)
    }
    report.files = (0..<count).compactMap { results[$0] }
    report.duration = Instant.now - began
    return report
  }

  /// Runs a file in a worker.
  private func run(_ file: File, seed: UInt64) -> FileOutcome {
    let script = confine(
      "experiment/run",
      [Array(file.name.utf8), file.source, Array("\(seed & 0x7fff_ffff)".utf8)]
        + [Array(filter.utf8)], file.directory)
    var outcome = FileOutcome()
    do {
      let end = try script.run { outcome.add($0) }
      outcome.add(end)
    } catch {
      outcome.addBroken("\(error)")
    }
    return outcome
  }
}
