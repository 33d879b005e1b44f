internal import BoxHost
internal import Experiments
internal import Linux
internal import Reporting
internal import SystemPackage
internal import Workshop

extension WorkshopSession {
  /// Checks a script, and returns whether it passes.
  ///
  /// A single word is an exercise, otherwise the path of a script for the current one.
  package func check(_ exercise: String?, _ file: String?) throws -> Bool {
    let progress = try progress()
    if file == nil, let only = exercise, Course.name(only) == nil,
      FileSystem.isDirectory(ArgumentText.path(only)) == false
    {
      return try check(.current(progress), only)
    }
    let exercise = try chosen(exercise, progress)
    return try check(exercise, file ?? exercise.file)
  }

  /// Checks a script each time it is saved, and continues with the next exercise once it passes.
  package func watch(_ exercise: String?) throws {
    var next: Exercise? = try chosen(exercise, try progress())
    while let exercise = next {
      try start(exercise)
      let watch = try FileWatch(FilePath(exercise.file))
      while try !passes(exercise) {
        repeat {
          _ = Polling.wait(for: [watch.descriptor], until: nil)
        } while try !watch.wasSaved()
      }
      next = exercise.next
    }
  }

  /// Also false if the script cannot be checked, so that the learner can fix it.
  private func passes(_ exercise: Exercise) throws -> Bool {
    do {
      return try check(exercise, exercise.file)
    } catch let failure as BoxFailure {
      try printLine(ArgumentText.visible("sigbox: \(failure)"))
      return false
    }
  }

  private func check(_ exercise: Exercise, _ file: String) throws -> Bool {
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
    if let truth { try printLine("\n" + text.truth(truth, predicted: predicted)) }
    progress.work(on: exercise.name) { entry in
      entry.isStarted = true
      entry.isPassed = entry.isPassed || hasPassed
      if let answer = truth?.answer, !answer.isEmpty { entry.wasRight = answer == predicted }
    }
    try progress.save()
    try printLine(
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
    // Most checks end before a learner wonders what they wait for.
    func showTime(_ time: Duration) {
      if time >= .seconds(3) { waiting.show(text.checking(seconds: time.components.seconds)) }
    }
    do {
      return try course(progress).check(exercise.name, file, source, onWait: showTime) {
        waiting.clear()
        try printLine(text.result($0))
      }
    } catch let failure as WorkshopFailure {
      throw BoxFailure(status: 1, failure.description)
    }
  }
}
