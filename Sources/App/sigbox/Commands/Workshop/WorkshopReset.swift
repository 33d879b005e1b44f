import ArgumentParser
import Linux
import SystemPackage
import Workshop

struct WorkshopReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Start an exercise again: its script, its hints and its prediction.",
    discussion: """
      The old script is kept beside the new one, with .old after its name. That the solution was \
      shown stays noted.
      """)

  // It takes something away: nothing is guessed.
  @Argument(help: ArgumentHelp("The number or the name of an exercise.", valueName: "n"))
  var exercise: String
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    var progress = try options.progress()
    let exercise = try Exercise(exercise)
    let path = FilePath(exercise.file)
    if FileSystem.isDirectory(path) == false {
      try FileContents.rename(path, to: FilePath(exercise.file + ".old"))
    }
    try FileContents.replace(path, with: Course.startScript(exercise.name))
    progress.work(on: exercise.name) { entry in
      let sawSolution = entry.sawSolution
      entry = Progress.Entry()
      entry.sawSolution = sawSolution
    }
    try progress.save()
    try print(exercise.file)
  }
}
