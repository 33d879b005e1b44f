import Foundation
import Testing

/// What the workshop remembers of a learner, and which exercise is the current one.
struct WorkshopProgressTests {
  private typealias Learner = WorkshopTests.Learner

  private struct Document: Decodable {
    struct Exercise: Decodable {
      let number: Int
      let name: String
      let title: String
      let state: String
      let hints: Int
      let solution_seen: Bool
      let predictions: [Prediction]
    }
    struct Prediction: Decodable {
      let answer: String
      let right: Bool?
    }
    let schema: String
    let exercises: [Exercise]
  }

  private func document(_ learner: Learner) throws -> Document {
    let result = try learner("list", "--json")
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
  }

  private func pass(_ learner: Learner, _ number: String) throws {
    _ = try learner("start", number)
    let source = try Command.sigbox(["show", "lua/inits/c-sig"]).finish().output
    try learner.write("04-a-handler-for-term.lua", source)
    try learner.predictSomething(number)
    let result = try learner("check", number)
    #expect(result.status == 0, "\(result)")
  }

  @Test func aSolutionThatWasSeenBeforeIsMarked() throws {
    let learner = try Learner()
    _ = try learner("solution", "4", "--show")
    #expect(try learner("list").output.contains("A handler for TERM (solution shown)"))
    _ = try learner("reset", "4")
    try pass(learner, "4")
    let listed = try learner("list").output
    #expect(
      listed.contains("passed   A handler for TERM (after its solution was shown"), "\(listed)")
    #expect(try document(learner).exercises[3].solution_seen)
  }

  @Test func hintsAndSolutionAfterPassingAreNotCounted() throws {
    let learner = try Learner()
    try pass(learner, "4")
    let hints = try learner("hint", "4")
    #expect(hints.output.hasPrefix("1/3: ") && hints.output.contains("3/3: "), "\(hints)")
    _ = try learner("solution", "4")
    let exercise = try document(learner).exercises[3]
    #expect(exercise.hints == 0 && !exercise.solution_seen && exercise.state == "passed")
    #expect(!(try learner("list").output.contains("hints")))
  }

  @Test func theDocument() throws {
    let learner = try Learner()
    _ = try learner("hint", "2")
    try learner.predictSomething("3")
    let document = try document(learner)
    #expect(document.schema == "sigbox-workshop-1")
    #expect(document.exercises.map(\.number) == Array(1...WorkshopTests.count))
    #expect(document.exercises[1].hints == 1)
    #expect(document.exercises[2].predictions.first?.answer.isEmpty == false)
    #expect(document.exercises[2].predictions.first?.right == nil)
    #expect(document.exercises[0].state == "open" && document.exercises[0].predictions.isEmpty)
    #expect(document.exercises[3].name == "04-a-handler-for-term")
    #expect(document.exercises[3].title == "A handler for TERM")
  }

  @Test func withoutANumberTheCurrentExercise() throws {
    let learner = try Learner()
    #expect(try learner("start").output.hasPrefix("1. "))
    // With the number alone it is started, and the current one from then on.
    #expect(try learner("4").output.hasPrefix("4. "))
    #expect(try learner("hint").output.hasPrefix("1/3: The handler is called"))
    #expect(try learner("predict").output.contains("sigbox workshop predict 4 "))
    #expect(try learner("predict", "0").output.hasPrefix("You predict: 0."))
    #expect(try learner("check").output.contains("Not yet."))
    try learner.write("mine.lua", try Command.sigbox(["show", "c-sig"]).finish().output)
    #expect(try learner("check", "mine.lua").output.contains("Passed."))
    // Passed: the first that is not; but the solution of the one that was worked on.
    #expect(try learner("start").output.hasPrefix("1. "))
    _ = try learner("hint", "4")
    #expect(try learner("reset", "4").status == 0)
    #expect(try learner("solution").error.contains("exercise 4 has not been passed yet"))
    let refused = try learner("chek")
    #expect(
      refused.status == 125 && refused.error.contains("no exercise or command 'chek'"),
      "\(refused)")
  }

  @Test func progressOfOlderVersionsIsRead() throws {
    let learner = try Learner()
    _ = try learner("list")
    let state = URL(fileURLWithPath: learner.directory.path + ".state/sigbox/workshop")
    try Data("seed 7\nlang zh\n04-a-handler-for-term passed 2 right 143\n".utf8).write(to: state)
    let listed = try learner("list")
    #expect(
      listed.output.contains("passed   A handler for TERM (predicted right, hints: 2)"),
      "\(listed)")
  }
}
