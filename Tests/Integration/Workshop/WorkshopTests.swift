import Foundation
import Testing

/// The workshop as a learner meets it, and its authors.
struct WorkshopTests {
  /// A learner with a directory and progress of their own.
  final class Learner {
    let directory: URL
    private let user: User
    private let language: String

    init(_ user: User = .current, language: String = "C") throws {
      self.user = user
      self.language = language
      directory = Workplace.directory.appendingPathComponent("learner-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      chmod(directory.path, 0o777)
    }

    var environment: [String] {
      [
        "/usr/bin/env", "-C", directory.path, "XDG_STATE_HOME=\(directory.path).state",
        "LC_ALL=\(language)", "TERM=xterm",
      ]
    }

    func callAsFunction(_ words: String...) throws -> Command.Result {
      // The state lies beside the directory, which has the scripts alone.
      let state = directory.path + ".state"
      if mkdir(state, 0o777) == 0 { chmod(state, 0o777) }
      return try Command(environment + [Workplace.binary, "workshop"] + words, as: user).finish()
    }

    /// Runs a fixture in the directory.
    func play(_ fixture: String, _ words: [String]) throws -> Command.Result {
      _ = try self()
      let program = Workplace.root.appendingPathComponent("Tests/Fixtures/\(fixture)").path
      return try Command(
        environment + ["python3", "-B", program, Workplace.binary] + words, as: user
      ).finish()
    }

    /// Predicts whatever can be predicted.
    func predictSomething(_ number: String) throws {
      let choices = try self("predict", number).lines.last?.split(separator: " ").last
      let word = String(choices?.split(separator: "|").first ?? "")
      let result = try self("predict", number, word)
      #expect(result.status == 0, "\(result)")
    }

    func write(_ name: String, _ source: String) throws {
      try Data(source.utf8).write(to: directory.appendingPathComponent(name))
    }
  }

  /// The number of exercises.
  static let count =
    (try? FileManager.default.contentsOfDirectory(
      atPath: Workplace.root.appendingPathComponent("lua/workshop").path
    ))?.count { $0.hasSuffix(".lua") } ?? 0

  @Test(arguments: User.available)
  func everyExerciseIsRight(user: User) throws {
    #expect(Self.count >= 15)
    let result = try Command.sigbox(["workshop", "verify"], as: user).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.lines.count { $0.hasPrefix("ok ") } == Self.count)
  }

  @Test(arguments: User.available)
  func theWholeCourseAtATerminal(user: User) throws {
    let result = try Learner(user).play("course.py", ["\(Self.count)"])
    let ends = Array(repeating: ["0", "1", "0", "0"], count: Self.count).flatMap { $0 } + ["0"]
    #expect(result.lines == ends.map { "\($0) as before" }, "\(result)")
  }

  @Test func predictingComesFirst() throws {
    let learner = try Learner()
    let start = try learner("start", "4")
    #expect(start.status == 0 && start.output.contains("Predict, before anything runs"))
    #expect(try learner("check", "4").error.contains("predict first: "))
    let refused = try learner("predict", "4", "nonsense")
    #expect(
      refused.status == 125 && refused.error.contains("'nonsense' is not one of the answers: "))
    let choices = try learner("predict", "4").lines.last?.split(separator: " ").last
    let word = String(choices?.split(separator: "|").first ?? "")
    #expect(try learner("predict", "4", word).status == 0)
    #expect(try learner("check", "4").status == 1)
    // Once the kernel has answered, a prediction is none.
    #expect(
      try learner("predict", "4", word).error.contains("the kernel has already answered this"))
  }

  /// Each is refused, with what is wrong.
  @Test(
    arguments: [
      ("print('TERM: received, exit 0') while true do process.sleep(100) end", "expected \"TERM\""),
      ("print('exited 0')", "ended before it was ready"),
      ("while true do end", "expected \"TERM\""),
      ("signal.handle('TERM', function(", "expected"),
      ("error('no')", "no"),
    ])
  func wrongSolutions(source: String, message: String) throws {
    let learner = try Learner()
    try learner.predictSomething("4")
    try learner.write("04-wrong.lua", source)
    let result = try learner("check", "4", "04-wrong.lua")
    #expect(result.status == 1, "\(result)")
    #expect(result.output.contains(message), "\(result)")
    #expect(result.output.contains("Not yet. For a hint: sigbox workshop hint 4"))
  }

  @Test func hintsSolutionAndReset() throws {
    let learner = try Learner()
    #expect(try learner("solution", "4").error.contains("has not been passed yet"))
    #expect(try learner("hint", "4").output.hasPrefix("1/"))
    #expect(try learner("hint", "4").output.hasPrefix("2/"))
    let solution = try learner("solution", "4", "--show").output
    _ = try learner("start", "4")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: learner.directory.path).first)
    try learner.write(name, solution)
    try learner.predictSomething("4")
    #expect(try learner("check", "4").status == 0)
    #expect(try learner("solution", "4").output == solution)
    #expect(try learner().output.contains("after its solution was shown, predicted "))
    // A script that is there is not overwritten, and kept by a reset.
    _ = try learner("start", "4")
    let path = learner.directory.appendingPathComponent(name)
    #expect(try String(contentsOf: path, encoding: .utf8) == solution)
    #expect(try learner("reset", "4").status == 0)
    #expect(try String(contentsOf: path, encoding: .utf8) != solution)
    #expect(try String(contentsOfFile: path.path + ".old", encoding: .utf8) == solution)
    #expect(try learner().output.contains("0 of "))
  }

  @Test func twoLearnersGetDifferentQuestions() throws {
    var questions: Set<String> = []
    for _ in 0..<12 { questions.insert(try Learner()("predict", "4").output) }
    #expect(questions.count > 1)
    let learner = try Learner()
    let question = try learner("predict", "4").output
    #expect(try learner("predict", "4").output == question)
    #expect(try learner("start", "4").output.contains(question))
  }

  @Test func chinese() throws {
    let learner = try Learner(language: "zh_CN.UTF-8")
    #expect(try learner().output.contains("未开始"))
    #expect(try learner("start", "4").output.contains("先预测"))
    #expect(try learner("hint", "4", "--lang", "en").output.unicodeScalars.allSatisfy(\.isASCII))
    #expect(try learner("list", "--lang", "xx").error.contains("unknown language 'xx'"))
  }

  @Test func badInput() throws {
    let learner = try Learner()
    for word in ["0", "99", "x", "../04", "9999999999999999999999"] {
      let result = try learner("start", word)
      #expect(result.status == 125 && result.error.contains("no exercise '\(word)'"), "\(result)")
    }
    #expect(try learner("check", "4", "/nosuch").error.contains("cannot read your script"))
    let state = URL(fileURLWithPath: learner.directory.path + ".state/sigbox/workshop")
    _ = try learner("start", "4")
    try Data("rubbish\n".utf8).write(to: state)
    let result = try learner()
    #expect(
      result.status == 125 && result.error.contains("to start again, remove the file"), "\(result)")
  }

  @Test func watchChecksWhatIsSaved() throws {
    let learner = try Learner()
    try learner.predictSomething("4")
    let solution = try learner("solution", "4", "--show").output
    let command = try Command(
      learner.environment + [Workplace.binary, "workshop", "watch", "4"])
    try command.waitForLine("Not yet.")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: learner.directory.path).first)
    try learner.write(name, "syntax(")
    try command.waitForLine("Not yet.")
    try learner.write(name, solution)
    try command.waitForLine("Passed.")
    try command.waitForLine("5. ")
    kill(command.pid, SIGTERM)
    _ = command.finish()
  }
}
