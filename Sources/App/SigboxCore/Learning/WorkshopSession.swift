internal import BoxHost
internal import Experiments
internal import Linux
internal import Reporting
internal import SignalModel
internal import SystemPackage
package import Workshop

/// The commands of the workshop, in a learner's language.
///
/// An exercise is given by its number or its name; nil means the current one.
package struct WorkshopSession {
  let language: Language
  let text: WorkshopText

  /// Without a language, the environment decides.
  package init(_ language: Language?) {
    self.language = language ?? .ofEnvironment
    text = WorkshopText(self.language, on: .standardOutput)
  }

  /// Reads the learner's progress.
  func progress() throws -> Progress {
    guard let place = Progress.place else {
      throw BoxFailure(
        status: ownFailure,
        "no directory for the progress of the workshop: set HOME or XDG_STATE_HOME")
    }
    return try Progress(place, newSeed: UInt64(Instant.now.nanoseconds & 0x7fff_ffff))
  }

  func course(_ progress: Progress) -> Course { .embedded(seed: progress.seed, language) }

  func chosen(_ exercise: String?, _ progress: Progress) throws -> Exercise {
    try exercise.map { try Exercise($0) } ?? .current(progress)
  }

  package func list(json: Bool) throws {
    let progress = try progress()
    let course = course(progress)
    let exercises = try Course.names.map { name in
      (
        number: Exercise(name: name).number, name: name, title: try course.title(name),
        entry: progress[name]
      )
    }
    try printLine(
      json
        ? WorkshopDocument(exercises).json
        : text.listing(exercises.map { ($0.number, $0.title, $0.entry) }))
  }

  /// Carries out `sigbox workshop` without a command: lists the exercises, or starts one.
  ///
  /// `commands` are suggested for a mistyped word.
  package func open(_ words: [String], json: Bool, commands: [String]) throws {
    guard let word = words.first else { return try list(json: json) }
    guard let exercise = try? Exercise(word) else {
      let meant = Suggestion.nearest(to: word, among: commands + Course.names)
      let advice =
        meant.map { "did you mean 'sigbox workshop \($0)'?" }
        ?? "use 1 to \(Course.names.count), or \(commands.joined(separator: ", "))"
      throw UsageError("no exercise or command '\(word)': \(advice)")
    }
    if words.count > 1 {
      throw UsageError("unexpected argument '\(words[1])': start one exercise at a time")
    }
    if json { throw UsageError("--json only works for the list: leave out '\(word)'") }
    try start(exercise)
  }

  package func start(_ exercise: String?) throws { try start(chosen(exercise, progress())) }

  /// Shows an exercise and writes its script, unless the file exists.
  func start(_ exercise: Exercise) throws {
    var progress = try progress()
    let sheet = try course(progress).sheet(exercise.name)
    let path = FilePath(exercise.file)
    if FileSystem.isDirectory(path) == nil {
      try FileContents.replace(path, with: Course.startScript(exercise.name))
    }
    progress.work(on: exercise.name) { $0.isStarted = true }
    try progress.save()
    try printLine(text.sheet(sheet, number: exercise.number, file: exercise.file))
  }

  package func hint(_ exercise: String?) throws {
    var progress = try progress()
    let exercise = try chosen(exercise, progress)
    let course = course(progress)
    let count = try course.sheet(exercise.name).hints
    func show(_ number: Int) throws {
      try printLine(text.hint(try course.hint(exercise.name, number), number, of: count))
    }
    if progress[exercise.name].isPassed { return try (1...count).forEach(show) }
    // The last hint is shown again and again.
    let number = min(progress[exercise.name].hints + 1, count)
    try show(number)
    progress.work(on: exercise.name) { $0.hints = number }
    try progress.save()
  }

  /// Prints the solution of an exercise that is passed; `forced` prints it in any case.
  package func solution(_ exercise: String?, forced: Bool) throws {
    var progress = try progress()
    let last = exercise ?? progress.last
    let exercise = try last.map { try Exercise($0) } ?? .current(progress)
    if !progress[exercise.name].isPassed {
      guard forced else {
        throw BoxFailure(status: 1, text.notPassed(number: exercise.number))
      }
      progress.work(on: exercise.name) { $0.sawSolution = true }
      try progress.save()
    }
    try FileContents.write(Course.solution(exercise.name), to: .standardOutput)
  }

  /// Starts an exercise from the beginning, and keeps the old script with the suffix `.old`.
  package func reset(_ exercise: String) throws {
    var progress = try progress()
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
    try printLine(exercise.file)
  }
}
