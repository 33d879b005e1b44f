internal import BoxHost
internal import BoxInit
internal import Conformance
internal import Linux
internal import Reporting
internal import WorkerPool

/// Checks the signal model against the kernel, with a progress bar.
package enum ConformanceRun {
  /// Carries out `sigbox conform`, and returns its exit status.
  ///
  /// `record` is the path of a file for what was seen, one JSON object per line.
  package static func run(cases: Int, seed: UInt64?, record: String?) throws -> Int32 {
    guard (1...1_000_000).contains(cases) else {
      throw UsageError("--cases takes a number from 1 to 1000000, not '\(cases)'")
    }
    let seed = seed ?? UInt64.random(in: 0..<1_000_000)
    let conformance = Conformance(seed: seed, cases: cases) { configuration, socket, subject in
      BoxInit.run(configuration, socket: socket, function: subject)
    }
    let bar = ProgressBar("cases")
    defer { bar.clear() }
    do {
      var lines: [UInt8] = []
      let report = try conformance.run {
        bar.show(min($0, cases), of: cases)
      } onRecord: {
        if record != nil { lines += Array(($0.line + "\n").utf8) }
      }
      bar.clear()
      if let record { try FileContents.replace(ArgumentText.path(record), with: lines) }
      try printLine(
        report.text(seed: seed, kernel: ProcFiles.kernelRelease, on: .standardOutputRecords))
      return report.differences.isEmpty ? 0 : 3
    } catch let failure as WorkerFailure {
      throw BoxFailure(status: failure.status, failure.description)
    }
  }
}
