import ArgumentParser
import Boxes
import Reporting
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run your script in boxes and hold what the kernel does against the exercise.",
    discussion: "The exit status is 0 when it passes, 1 when it does not.")

  @OptionGroup var exercise: ExerciseArgument
  @Argument(help: "The script; that of the exercise in this directory if not given.")
  var file: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let exercise = try exercise.chosen
    guard try options.check(exercise, file ?? exercise.file) else { throw ExitCode(1) }
  }
}

extension WorkshopOptions {
  /// Checks a script, and tells whether it passed.
  func check(_ exercise: Exercise, _ file: String) throws -> Bool {
    var progress = try progress()
    let source: [UInt8]
    do throws(SystemError) {
      source = try FileContents.read(ArgumentText.path(file))
    } catch {
      var failure = error
      failure.operation = "read your script"
      failure.remedy = "sigbox workshop start \(exercise.number) writes one"
      throw failure
    }
    let predicted = try prediction(exercise, &progress)
    let text = text(progress)
    let (hasPassed, truth): (Bool, Course.Truth?)
    do {
      (hasPassed, truth) = try course(progress).check(exercise.name, file, source) {
        try print(text.result($0))
      }
    } catch let failure as WorkshopFailure {
      throw BoxFailure(status: 1, failure.description)
    }
    if let truth {
      try print("\n" + text.truth(truth, predicted: predicted))
      if !truth.answer.isEmpty { progress[exercise.name].wasRight = truth.answer == predicted }
    }
    progress[exercise.name].isStarted = true
    if hasPassed { progress[exercise.name].isPassed = true }
    try progress.save()
    try print(
      "\n"
        + text.after(
          hasPassed: hasPassed, number: exercise.number, next: exercise.next?.number))
    return hasPassed
  }
}
