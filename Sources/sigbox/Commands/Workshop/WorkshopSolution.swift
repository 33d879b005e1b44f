import ArgumentParser
import Boxes
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopSolution: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution", abstract: "Print the solution of an exercise that you have passed.")

  @OptionGroup var exercise: ExerciseArgument
  @Flag(help: "Print it although you have not passed.") var show = false
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let exercise = try exercise.chosen
    guard try show || options.progress()[exercise.name].isPassed else {
      throw BoxFailure(
        status: 1,
        "exercise \(exercise.number) has not been passed yet: sigbox workshop hint "
          + "\(exercise.number), or --show to see the solution all the same")
    }
    try FileContents.write(Course.solution(exercise.name), to: .standardOutput)
  }
}
