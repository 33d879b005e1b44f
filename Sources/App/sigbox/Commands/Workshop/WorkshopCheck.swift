import ArgumentParser
import BoxHost
import Reporting
import Linux
import SystemPackage
import Workshop

struct WorkshopCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run your script in boxes and check what the kernel does with it.",
    discussion: """
      An argument alone is the number or the name of an exercise, or else the path of a script for \
      the current exercise.

      The exit status is 0 when it passes, 1 when it does not.
      """)

  @OptionGroup var exercise: ExerciseArgument
  @Argument(help: "Your script (default: the exercise's file in this directory).")
  var file: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    let progress = try options.progress()
    let only = file == nil ? exercise.exercise : nil
    if let only, Course.name(only) == nil, FileSystem.isDirectory(ArgumentText.path(only)) == false
    {
      return try check(.current(progress), only)
    }
    let exercise = try exercise.chosen(progress)
    try check(exercise, file ?? exercise.file)
  }

  private func check(_ exercise: Exercise, _ file: String) throws {
    guard try options.check(exercise, file) else { throw ExitCode(1) }
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
    let (hasPassed, truth) = try results(exercise, file, source, progress)
    if let truth { try print("\n" + text.truth(truth, predicted: predicted)) }
    progress.work(on: exercise.name) { entry in
      entry.isStarted = true
      entry.isPassed = entry.isPassed || hasPassed
      if let answer = truth?.answer, !answer.isEmpty { entry.wasRight = answer == predicted }
    }
    try progress.save()
    try print(
      "\n"
        + text.after(
          hasPassed: hasPassed, number: exercise.number, next: exercise.next?.number))
    return hasPassed
  }

  private func results(
    _ exercise: Exercise, _ file: String, _ source: [UInt8], _ progress: Progress
  ) throws -> (hasPassed: Bool, truth: Course.Truth?) {
    let waiting = StatusLine()
    defer { waiting.clear() }
    // Most checks are over before anybody asks what they wait for.
    func tell(_ time: Duration) {
      if time >= .seconds(3) { waiting.show(text.checking(seconds: time.components.seconds)) }
    }
    do {
      return try course(progress).check(exercise.name, file, source, onWait: tell) {
        waiting.clear()
        try print(text.result($0))
      }
    } catch let failure as WorkshopFailure {
      throw BoxFailure(status: 1, failure.description)
    }
  }
}
