internal import WorkerPool
internal import BoxProtocol
internal import BoxHost
internal import Probing
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Runs files of experiments side by side, each in an outer box of its own.
package struct TestRunner {
  /// A file of experiments.
  package struct File: Sendable {
    /// Its name, as it was given.
    package let name: String
    /// Its text.
    package let source: [UInt8]
    /// The directory where its `require` looks.
    package let directory: String

    /// Describes a file.
    ///
    /// - Parameters:
    ///   - name: Its name, as it was given.
    ///   - source: Its text.
    ///   - directory: The directory where its `require` looks.
    package init(name: String, source: [UInt8], directory: String) {
      self.name = name
      self.source = source
      self.directory = directory
    }
  }

  private let files: [File]
  private let confine: (String, [[UInt8]], String) -> ConfinedScript
  /// How many files run at once.
  package var jobs = 8
  /// How often each is run.
  package var rounds = 1
  /// What random choices start from.
  package var seed: UInt64 = 1
  /// A Lua pattern that the names of experiments must have; empty for all.
  package var filter = ""

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - confine: Makes an outer box for a Lua file of the binary, by its name, its arguments and
  ///     the directory where `require` looks.
  package init(
    _ files: [File], confine: @escaping (String, [[UInt8]], String) -> ConfinedScript
  ) {
    self.files = files
    self.confine = confine
  }

  /// Runs all.
  ///
  /// - Parameter onFile: Told of each file when it is done, in any order.
  /// - Returns: What came of them, in order.
  /// - Throws: What starting copies of sigbox throws; what `onFile` throws.
  package func run(onFile: (FileResult) throws -> Void) throws -> TestReport {
    let began = Instant.now
    var report = TestReport(seed: seed)
    var results: [Int: FileResult] = [:]
    let count = files.count * rounds
    try WorkerPool.run(jobs, jobs: 0..<count, keepingOutput: true) { job in
      run(files[job % files.count], seed: seed &+ UInt64(job / files.count))
    } onResult: { job, bytes in
      try Self.checkUse(bytes)
      let result = FileResult(
        file: files[job % files.count].name, round: job / files.count + 1,
        tests: Self.results(in: bytes))
      results[job] = result
      try onFile(result)
    }
    report.files = (0..<count).compactMap { results[$0] }
    report.duration = Instant.now - began
    return report
  }

  /// Runs a file in a copy of sigbox, and gives the messages that it told.
  private func run(_ file: File, seed: UInt64) -> [UInt8] {
    let script = confine(
      "experiment/run",
      [Array(file.name.utf8), file.source, Array("\(seed & 0x7fff_ffff)".utf8)]
        + [Array(filter.utf8)], file.directory)
    var messages: [KeyedMessage] = []
    var isComplete = false
    func broken(_ why: String) {
      messages.append(
        KeyedMessage([("kind", Array("broken".utf8)), ("message", Array(why.utf8))]))
    }
    do {
      let end = try script.run { message in
        if ["end", "broken", "misuse"].contains(message["kind"]) { isComplete = true }
        if message["kind"] != "end" { messages.append(message) }
      }
      if end.timeWasOver {
        broken(
          "it did not end in time: it loops or waits for ever, or the machine is busy: raise "
            + "--timeout")
      } else if !isComplete {
        broken("it \(end.termination.predicate) before its experiments were done")
      }
    } catch {
      broken("\(error)")
    }
    return KeyedMessage(messages.map { ("", $0.bytes) }).bytes
  }

  /// Throws what a file said of how it was run, which is not about its experiments.
  private static func checkUse(_ bytes: [UInt8]) throws(BoxFailure) {
    for field in KeyedMessage(bytes).fields {
      let message = KeyedMessage(field.value)
      guard message["kind"] == "misuse" else { continue }
      throw BoxFailure(status: 125, message["message"] ?? "")
    }
  }

  private static func results(in bytes: [UInt8]) -> [TestResult] {
    KeyedMessage(bytes).fields.map { KeyedMessage($0.value) }.compactMap { message in
      if message["kind"] == "broken" {
        return TestResult(
          name: "the file itself", verdict: .broken, message: message["message"] ?? "")
      }
      return TestResult(message)
    }
  }
}
