import ArgumentParser
import Reporting
import Linux
import Workshop

struct WorkshopHint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint, each of which says more than the last.",
    discussion: "Once the exercise is passed, it shows all hints, and counts none.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    var progress = try options.progress()
    let exercise = try exercise.chosen(progress)
    let course = options.course(progress)
    let count = try course.sheet(exercise.name).hints
    func show(_ number: Int) throws {
      try print(options.text.hint(try course.hint(exercise.name, number), number, of: count))
    }
    if progress[exercise.name].isPassed { return try (1...count).forEach(show) }
    // After the last it stays.
    let number = min(progress[exercise.name].hints + 1, count)
    try show(number)
    progress.work(on: exercise.name) { $0.hints = number }
    try progress.save()
  }
}
