import Foundation
import Testing

/// `sigbox workshop new`: what an author gets.
struct ExerciseSkeletonTests {
  private let learner: WorkshopTests.Learner

  init() throws { learner = try WorkshopTests.Learner() }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: learner.directory.appendingPathComponent(path).path)
  }

  /// An experiment that runs the checks of an exercise in this directory on one of its scripts.
  private func spec(_ name: String, _ script: String) -> String {
    """
    local experiment = require("experiment")
    local exercise = require("\(name)")
    local declare = it
    function it(title, fn) declare(title.en, fn) end
    exercise.check({ box = function(options)
      return experiment.box("\(learner.directory.path)/\(script)/\(name).lua", options)
    end }, experiment)
    declare("the question has different variants and a truth among its choices", function()
      local questions = {}
      for _, wanted in ipairs({ true, false }) do
        local asked = exercise.predict(function() return wanted end)
        questions[asked.question.en] = true
        local truth = asked.truth(experiment)
        assert.truthy(table.concat(asked.choices, " "):find(truth, 1, true))
      end
      assert.truthy(next(questions, next(questions)))
    end)
    declare("it has texts in both languages, and two hints", function()
      for _, text in ipairs({ exercise.title, exercise.text, table.unpack(exercise.hints) }) do
        assert.truthy(text.en and text.zh)
      end
      assert.truthy(#exercise.hints >= 2)
    end)
    """
  }

  @Test func startFailsAndSolutionPasses() throws {
    let result = try learner("new", "90-reload-on-hup")
    #expect(
      result.output
        == "90-reload-on-hup.lua\nstart/90-reload-on-hup.lua\nsolutions/90-reload-on-hup.lua\n",
      "\(result)")
    try learner.write("start-spec.lua", spec("90-reload-on-hup", "start"))
    try learner.write("solution-spec.lua", spec("90-reload-on-hup", "solutions"))
    let test = { (file: String) in
      try Command(learner.environment + [Workplace.binary, "test", file]).finish()
    }
    let start = try test("start-spec.lua")
    #expect(start.status == 1 && start.output.contains("HUP is handled each time"), "\(start)")
    let solution = try test("solution-spec.lua")
    #expect(solution.status == 0 && solution.output.contains("3"), "\(solution)")
  }

  @Test func overwritesNothing() throws {
    try FileManager.default.createDirectory(
      at: learner.directory.appendingPathComponent("solutions"), withIntermediateDirectories: true)
    try learner.write("solutions/91-mine.lua", "return 7\n")
    let result = try learner("new", "91-mine")
    #expect(result.status == 125 && result.error.contains("solutions/91-mine.lua exists"))
    #expect(!exists("91-mine.lua") && !exists("start/91-mine.lua"))
    let url = learner.directory.appendingPathComponent("solutions/91-mine.lua")
    #expect(try String(contentsOf: url, encoding: .utf8) == "return 7\n")
  }

  @Test func findsTheSourceTree() throws {
    for directory in ["lua/workshop/start", "lua/workshop/solutions", "Sources"] {
      try FileManager.default.createDirectory(
        at: learner.directory.appendingPathComponent(directory), withIntermediateDirectories: true)
    }
    let below = learner.directory.appendingPathComponent("Sources").path
    let result = try Command(
      learner.environment
        + ["/usr/bin/env", "-C", below, Workplace.binary, "workshop", "new", "no-number"]
    ).finish()
    let written = result.lines.map { String($0.drop { $0 != "w" }) }
    let name = try #require(written.first?.split(separator: "/").last)
    #expect(name.wholeMatch(of: #/[0-9]{2}-no-number\.lua/#) != nil, "\(result)")
    for path in [
      "lua/workshop/\(name)", "lua/workshop/start/\(name)", "lua/workshop/solutions/\(name)",
    ] {
      #expect(exists(path), "\(path): \(result)")
    }
  }

  /// An exercise that was written, but is not in the binary yet, has its number too.
  @Test func countsExercisesThatAreNotBuilt() throws {
    #expect(try learner("new", "90-first").status == 0)
    let second = try learner("new", "second")
    #expect(second.status == 0 && second.lines.first == "91-second.lua", "\(second)")
    let taken = try learner("new", "90-other")
    #expect(
      taken.status == 125 && taken.error.contains("the number is that of 90-first: use 92"),
      "\(taken)")
    #expect(!exists("90-other.lua"))
  }

  @Test(arguments: [
    "Upper", "a b", "../x", "18", "-x", "x-", "a.lua", "04-again", "100-x", "090-x",
  ])
  func refusesNames(name: String) throws {
    let result = try learner("new", "--", name)
    #expect(result.status == 125 && result.error.contains("'\(name)'"), "\(result)")
  }
}
