import ArgumentParser
import SigboxCore

struct WorkshopSolution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Print the solution of an exercise that you have passed.",
    discussion: "Without N, it prints that of the exercise you worked on last, even if passed.")

  @OptionGroup var exercise: ExerciseArgument

  @Flag(help: "Print it even if you have not passed; the list of exercises will say so.")
  var show = false

  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.solution(exercise.exercise, forced: show) }
}
