internal import BoxProtocol
internal import Experiments
internal import Linux
internal import Reporting

/// Runs files of experiments.
package enum TestRun {
  /// Carries out `sigbox test`, and returns its exit status.
  package static func run(_ options: TestOptions) throws -> Int32 {
    guard options.rounds > 0 else {
      throw UsageError("--repeat takes a number from 1, not '\(options.rounds)'")
    }
    guard (1...500).contains(options.jobs) else {
      throw UsageError("--jobs takes a number from 1 to 500, not '\(options.jobs)'")
    }
    let files = try ExperimentFiles.find(options.paths)
    guard files.count * options.rounds < 65536 else {
      throw UsageError(
        "too many runs: \(files.count) files, --repeat '\(options.rounds)': use at most "
          + "\(65535 / files.count)")
    }
    let result = try runner(of: files, options).run { file in
      if options.report == .plain { try printLine(file.text(on: .standardOutputRecords)) }
    }
    if let junit = options.junit {
      try FileContents.replace(ArgumentText.path(junit), with: Array((result.junit + "\n").utf8))
    }
    switch options.report {
    case .plain: try printLine(result.summary(on: .standardOutputRecords))
    case .tap: try printLine(result.tap)
    case .junit: try printLine(result.junit)
    }
    return result.hasPassed ? 0 : 1
  }

  private static func runner(of files: [TestRunner.File], _ options: TestOptions) -> TestRunner {
    var runner = TestRunner(files) {
      var script = ConfinedScript.embedded($0, $1, directory: $2, timeLimit: options.timeLimit)
      script.configuration.outputToError = options.report != .plain
      script.configuration.luaMemory = options.luaMemory
      return script
    }
    runner.jobs = options.jobs
    runner.rounds = options.rounds
    runner.seed = options.seed ?? UInt64(Instant.now.nanoseconds & 0x7fff_ffff)
    runner.filter = options.filter
    return runner
  }
}
