internal import WorkerPool
internal import BoxProtocol
package import Experiments
internal import Probing
internal import EmbeddedLua
internal import SignalModel

/// The exercises of the workshop.
package struct Course {
  /// What a course needs: an outer box for a Lua file of the binary, by its name and arguments.
  package typealias Confine = ([[UInt8]]) -> ConfinedScript

  /// The names of the exercises in their order.
  package static let names = Scripts.names(in: "workshop").sorted()

  private let seed: UInt64
  private let language: Language
  private let confine: Confine

  /// Opens the course for a learner.
  ///
  /// - Parameters:
  ///   - seed: What the learner's questions start from.
  ///   - language: The language of texts.
  ///   - confine: Makes an outer box for lua/experiment/workshop.lua with arguments.
  package init(seed: UInt64, language: Language, confine: @escaping Confine) {
    self.seed = seed
    self.language = language
    self.confine = confine
  }

  /// The exercise of a number or a name; nil for none.
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

  /// The exercise itself, a Lua file.
  private static func text(_ name: String) -> [UInt8] { Scripts.text("workshop/\(name)") ?? [] }

  /// What an exercise shows.
  package struct Sheet: Sendable {
    /// Its title.
    package let title: String
    /// What it is about, why, and what to do.
    package let text: String
    /// What to read.
    package let reading: String
    /// What is to be predicted.
    package let question: String
    /// The possible answers.
    package let choices: [String]
    /// How many hints there are.
    package let hints: Int
  }

  /// What an exercise shows.
  ///
  /// - Throws: ``WorkshopFailure`` where it cannot be read; what making boxes throws.
  package func sheet(_ name: String) throws -> Sheet {
    let message = try only("show", name)
    return Sheet(
      title: message["title"] ?? "", text: message["text"] ?? "",
      reading: message["read"] ?? "", question: message["question"] ?? "",
      choices: (message["choices"] ?? "").split(separator: " ").map(String.init),
      hints: message["hints"].flatMap { Int($0) } ?? 0)
  }

  /// The title of an exercise.
  package func title(_ name: String) throws -> String { try only("title", name)["title"] ?? "" }

  /// A hint by its number, from 1.
  package func hint(_ name: String, _ number: Int) throws -> String {
    try only("hint", name, Array("\(number)".utf8))["text"] ?? ""
  }

  /// What the kernel says of a prediction.
  package struct Truth: Sendable {
    /// The question.
    package let question: String
    /// What happened; empty where that could not be found out.
    package let answer: String
    /// Why, or why it could not be found out.
    package let why: String
  }

  /// Checks a script, and finds out what was to be predicted.
  ///
  /// - Parameters:
  ///   - name: The exercise.
  ///   - file: The script's name.
  ///   - source: Its text.
  ///   - onWait: Called each second meanwhile, with the time since the start.
  ///   - onResult: Told of each check.
  /// - Returns: Whether all passed, and the truth where it came to that.
  /// - Throws: ``WorkshopFailure`` where the checks did not end; what making boxes throws.
  package func check(
    _ name: String, _ file: String, _ source: [UInt8], onWait: @escaping (Duration) -> Void,
    onResult: (TestResult) throws -> Void
  ) throws -> (hasPassed: Bool, truth: Truth?) {
    var results: [TestResult] = []
    var truth: Truth?
    try run("check", name, words: [Array(file.utf8), source], onWait: onWait) { message in
      if let result = TestResult(message) {
        results.append(result)
        try onResult(result)
      } else if message["kind"] == "prediction" {
        let answer = message["truth"] ?? ""
        truth = Truth(
          question: message["question"] ?? "", answer: answer,
          why: (answer.isEmpty ? message["message"] : message["why"]) ?? "")
      }
    }
    return (!results.isEmpty && results.allSatisfy { $0.verdict == .pass }, truth)
  }

  /// What is wrong with an exercise; nothing where its start script fails its checks and its solution
  /// passes them.
  package func verify(_ name: String) throws -> [String] {
    var wrong: [String] = []
    var isVerified = false
    let words = [Self.startScript(name), Self.solution(name), Self.text(name)]
    try run("verify", name, words: words) { message in
      if message["kind"] == "wrong" { wrong.append(message["message"] ?? "") }
      if message["kind"] == "verified" { isVerified = true }
    }
    return isVerified || !wrong.isEmpty ? wrong : ["it ended before it was verified"]
  }

  /// Verifies exercises side by side.
  ///
  /// - Parameters:
  ///   - names: The exercises.
  ///   - onExercise: Told of each, in any order, what is wrong with it.
  /// - Throws: What starting copies of sigbox throws; what `onExercise` throws.
  package func verify(
    _ names: [String], onExercise: (String, [String]) throws -> Void
  ) throws {
    try WorkerPool.run(6, jobs: names.indices) { job in
      do {
        return KeyedMessage(try verify(names[job]).map { ("wrong", Array($0.utf8)) }).bytes
      } catch {
        return KeyedMessage([("wrong", Array("\(error)".utf8))]).bytes
      }
    } onResult: { job, bytes in
      let wrong = KeyedMessage(bytes).fields.map { String(decoding: $0.value, as: UTF8.self) }
      try onExercise(names[job], wrong)
    }
  }

  private func only(_ action: String, _ name: String, _ words: [UInt8]...) throws -> KeyedMessage {
    var answer: KeyedMessage?
    try run(action, name, words: words) { answer = $0 }
    guard let answer else {
      throw WorkshopFailure(description: "exercise \(name) says nothing: see what it wrote above")
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
          "the checks did not end in time: the script may wait for something that never comes, or "
            + "the machine is busy: try again",
          "检查没有在时限内结束：脚本可能在等待永远不会发生的事，也可能是机器太忙：请再试一次"))
    }
    if end.termination != .exited(0) {
      throw WorkshopFailure(
        description: language.say(
          "the checks ended early (\(end.termination)): see what was written above",
          "检查提前结束（\(end.termination)）：请看上面的输出"))
    }
  }
}

/// Something in the workshop that did not work.
package struct WorkshopFailure: Error, CustomStringConvertible {
  /// What, why and what to do, in one line.
  package let description: String
}
