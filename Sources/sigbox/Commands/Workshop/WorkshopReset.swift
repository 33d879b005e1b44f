import ArgumentParser
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Begin an exercise anew: its script, its hints and its prediction.",
    discussion: "The script that was there is kept beside it, with .old behind its name.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let exercise = try exercise.chosen
    var progress = try options.progress()
    let path = FilePath(exercise.file)
    if Host.isDirectory(path) == false {
      try FileContents.rename(path, to: FilePath(exercise.file + ".old"))
    }
    try FileContents.replace(path, with: Course.startScript(exercise.name))
    progress[exercise.name] = Progress.Entry()
    try progress.save()
    try print(exercise.file)
  }
}
