import ArgumentParser
import Reporting
import Linux
import SystemPackage
import Workshop

struct WorkshopStart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Show an exercise, and write the script to complete into this directory.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try options.start(try exercise.chosen(try options.progress()))
  }
}

extension WorkshopOptions {
  /// Begins an exercise; a script that is there already stays.
  func start(_ exercise: Exercise) throws {
    var progress = try progress()
    let sheet = try course(progress).sheet(exercise.name)
    let path = FilePath(exercise.file)
    if FileSystem.isDirectory(path) == nil {
      try FileContents.replace(path, with: Course.startScript(exercise.name))
    }
    progress.work(on: exercise.name) { $0.isStarted = true }
    try progress.save()
    try print(text.sheet(sheet, number: exercise.number, file: exercise.file))
  }
}
