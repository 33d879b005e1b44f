import ArgumentParser
import BoxHost
import Linux
import SystemPackage
import Workshop

struct WorkshopWatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check your script whenever you save it, and start the next exercise when it passes.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    var next: Exercise? = try exercise.chosen(try options.progress())
    while let exercise = next {
      try options.start(exercise)
      let watch = try FileWatch(FilePath(exercise.file))
      while try !passes(exercise) {
        repeat {
          _ = Polling.wait(for: [watch.descriptor], until: nil)
        } while try !watch.wasSaved()
      }
      next = exercise.next
    }
  }

  /// A script that cannot be checked is one to fix, too.
  private func passes(_ exercise: Exercise) throws -> Bool {
    do {
      return try options.check(exercise, exercise.file)
    } catch let failure as BoxFailure {
      try print("sigbox: \(failure)")
      return false
    }
  }
}
