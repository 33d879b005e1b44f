import ArgumentParser
import Boxes
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopWatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check your script whenever you save it, and go on to the next when it passes.")

  @Argument(help: "The exercise to begin with; the first that is not passed if not given.")
  var exercise: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    var next = try first()
    while let exercise = next {
      try options.start(exercise)
      let watch = try FileWatch(FilePath(exercise.file))
      defer { watch.close() }
      while try !passes(exercise) {
        repeat {
          _ = Polling.wait(for: [watch.descriptor], until: nil)
        } while try !watch.wasSaved()
      }
      next = exercise.next
    }
  }

  private func first() throws -> Exercise? {
    if let exercise { return try Exercise(exercise) }
    let progress = try options.progress()
    return Course.names.first { !progress[$0].isPassed }.map { Exercise(name: $0) }
  }

  /// A script that cannot be checked is to be mended as well.
  private func passes(_ exercise: Exercise) throws -> Bool {
    do {
      return try options.check(exercise, exercise.file)
    } catch let failure as BoxFailure {
      try print("sigbox: \(failure)")
      return false
    }
  }
}
