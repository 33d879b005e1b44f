internal import WorkerPool
internal import BoxProtocol
package import Experiments
internal import EmbeddedLua
internal import SignalModel

/// The exercises of the workshop.
package struct Course {
  /// Makes an outer box for lua/experiment/workshop.lua with these arguments.
  package typealias Confine = ([[UInt8]]) -> ConfinedScript

  /// The names of the exercises in their order.
  package static let names = Scripts.names(in: "workshop").sorted()

  private let seed: UInt64
  private let language: Language
  private let confine: Confine

  /// - Parameters:
  ///   - seed: Seed for the learner's questions.
  ///   - language: The language of all texts.
  ///   - confine: Makes an outer box.
  package init(seed: UInt64, language: Language, confine: @escaping Confine) {
    self.seed = seed
    self.language = language
    self.confine = confine
  }

  /// The name of an exercise, from its number or name; nil if there is none.
  package static func name(_ word: String) -> String? {
    if let number = Int(word) {
      return names.first { $0.split(separator: "-").first.flatMap { Int($0) } == number }
    }
    return names.first { $0 == word || "\($0).lua" == word }
  }

  /// The script that a learner completes.
  package static func startScript(_ name: String) -> [UInt8] {
    Scripts.text("workshop/start/\(name)") ?? []
  }

  /// The solution.
  package static func solution(_ name: String) -> [UInt8] {
    Scripts.text("workshop/solutions/\(name)") ?? []
  }

  /// The exercise itself: a Lua file.
  private static func text(_ name: String) -> [UInt8] { Scripts.text("workshop/\(name)") ?? [] }

  /// The text of an exercise.
  package struct Sheet: Sendable {
    package let title: String
    /// What it is about, why, and what to do.
    package let text: String
    /// What to read.
    package let reading: String
    /// What the learner predicts.
    package let question: String
    /// The possible answers.
    package let choices: [String]
    /// The number of hints.
    package let hints: Int
  }

  /// Loads the text of an exercise.
  ///
  /// - Throws: ``WorkshopFailure`` if it cannot be loaded; ``BoxFailure``.
  package func sheet(_ name: String) throws -> Sheet {
    let message = try only("show", name)
    return Sheet(
      title: message["title"] ?? "", text: message["text"] ?? "",
      reading: message["read"] ?? "", question: message["question"] ?? "",
      choices: (message["choices"] ?? "").split(separator: " ").map(String.init),
      hints: message["hints"].flatMap { Int($0) } ?? 0)
  }

  package func title(_ name: String) throws -> String { try only("title", name)["title"] ?? "" }

  /// Loads a hint by its number, from 1.
  package func hint(_ name: String, _ number: Int) throws -> String {
    try only("hint", name, Array("\(number)".utf8))["text"] ?? ""
  }

  /// The kernel's answer to what the learner predicted.
  package struct Truth: Sendable {
    package let question: String
    /// What happened; empty if the trial failed.
    package let answer: String
    /// Why it happened, or why the trial failed.
    package let why: String
  }

  /// Checks a learner's script, and tries on the kernel what the learner predicted.
  ///
  /// - Parameters:
  ///   - name: The exercise.
  ///   - file: The script's name.
  ///   - source: The script's text.
  ///   - onWait: Called each second, with the time since the start.
  ///   - onResult: Called with each check.
  /// - Returns: Whether all checks passed, and the kernel's answer if it was tried.
  /// - Throws: ``WorkshopFailure`` if the checks did not end; ``BoxFailure``; what `onResult` throws.
  package func check(
    _ name: String, _ file: String, _ source: [UInt8], onWait: @escaping (Duration) -> Void,
    onResult: (TestResult) throws -> Void
  ) throws -> (hasPassed: Bool, truth: Truth?) {
    var sequence = ResultSequence()
    var truth: Truth?
    try run("check", name, words: [Array(file.utf8), source], onWait: onWait) { message in
      let count = sequence.results.count
      if sequence.takeEarlyEnd(message) {
        for result in sequence.results[count...] { try onResult(result) }
      } else if message["kind"] == "prediction" {
        let answer = message["truth"] ?? ""
        truth = Truth(
          question: message["question"] ?? "", answer: answer,
          why: (answer.isEmpty ? message["message"] : message["why"]) ?? "")
      }
    }
    let results = sequence.results
    let hasPassed = sequence.isComplete && results.allSatisfy { $0.verdict == .pass }
    return (hasPassed && !results.isEmpty, truth)
  }

  /// Returns the faults of an exercise.
  ///
  /// A correct one has none: its start script fails the checks and its solution passes them.
  package func verify(_ name: String) throws -> [String] {
    var faults: [String] = []
    var isVerified = false
    let words = [Self.startScript(name), Self.solution(name), Self.text(name)]
    try run("verify", name, words: words) { message in
      if message["kind"] == "wrong" { faults.append(message["message"] ?? "") }
      if message["kind"] == "verified" { isVerified = true }
    }
    return isVerified || !faults.isEmpty ? faults : ["it ended before it was verified"]
  }

  /// Verifies exercises concurrently.
  ///
  /// - Parameters:
  ///   - names: The exercises.
  ///   - onExercise: Called with each exercise and its faults, in any order.
  /// - Throws: ``WorkerFailure``; what `onExercise` throws.
  package func verify(
    _ names: [String], onExercise: (String, [String]) throws -> Void
  ) throws {
    try WorkerPool.run(6, jobs: names.indices) { job in
      do { return try verify(names[job]) } catch { return ["\(error)"] }
    } onResult: { job, faults in
      try onExercise(names[job], faults)
    }
  }

  private func only(_ action: String, _ name: String, _ words: [UInt8]...) throws -> KeyedMessage {
    var answer: KeyedMessage?
    try run(action, name, words: words) { answer = $0 }
    guard let answer else {
      throw WorkshopFailure(description: "exercise \(name) sent no answer: see its output above")
    }
    return answer
  }

  private func run(
    _ action: String, _ name: String, words: [[UInt8]], onWait: ((Duration) -> Void)? = nil,
    onMessage: (KeyedMessage) throws -> Void
  ) throws {
    let script = confine(
      [action, name, "\(seed & 0x7fff_ffff)", language.rawValue].map { Array($0.utf8) } + words)
    let end = try script.run(onWait: onWait, onMessage: onMessage)
    if end.timeWasOver {
      throw WorkshopFailure(
        description: language.say(
          "the checks did not end in time: the script may wait forever, or the machine is busy: try "
            + "again",
          "检查没有在时限内结束：脚本可能在等待永远不会发生的事，也可能是机器太忙：请再试一次"))
    }
    if end.termination != .exited(0) {
      throw WorkshopFailure(
        description: language.say(
          "the checks ended early (\(end.termination)): see the output above",
          "检查提前结束（\(end.termination)）：请看上面的输出"))
    }
  }
}
