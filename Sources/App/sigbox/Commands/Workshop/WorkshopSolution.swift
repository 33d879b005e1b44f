import ArgumentParser
import BoxHost
import Reporting
import Linux
import SystemPackage
import Workshop

struct WorkshopSolution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Print the solution of an exercise that you have passed.",
    discussion: "Without N it means the exercise that you worked on last, also once it is passed.")

  @OptionGroup var exercise: ExerciseArgument
  @Flag(help: "Print it although you have not passed; the list of exercises says so.")
  var show = false
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    var progress = try options.progress()
    let last = exercise.exercise ?? progress.last
    let exercise = try last.map { try Exercise($0) } ?? .current(progress)
    if !progress[exercise.name].isPassed {
      guard show else {
        throw BoxFailure(status: 1, options.text.notPassed(number: exercise.number))
      }
      progress.work(on: exercise.name) { $0.sawSolution = true }
      try progress.save()
    }
    try FileContents.write(Course.solution(exercise.name), to: .standardOutput)
  }
}
