import ArgumentParser
import SystemCalls
import Workshop

struct WorkshopHint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint", abstract: "Show the next hint, each of which says more than the last.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let exercise = try exercise.chosen
    var progress = try options.progress()
    let course = options.course(progress)
    let count = try course.sheet(exercise.name).hints
    // After the last it stays.
    let number = min(progress[exercise.name].hints + 1, count)
    try print("\(number)/\(count): \(try course.hint(exercise.name, number))")
    progress[exercise.name].hints = number
    try progress.save()
  }
}
