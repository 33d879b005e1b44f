import ArgumentParser
import BoxHost
import Workshop

/// An exercise, by its number or its name.
struct ExerciseArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The number or the name of an exercise (default: the current one).", valueName: "n"))
  var exercise: String?

  func chosen(_ progress: Progress) throws -> Exercise {
    try exercise.map { try Exercise($0) } ?? .current(progress)
  }
}

/// An exercise as learners know it.
struct Exercise {
  let name: String

  init(name: String) { self.name = name }

  /// Finds one by its number or its name.
  init(_ word: String) throws {
    guard let name = Course.name(word) else {
      throw ValidationError(
        "no exercise '\(word)': 1 to \(Course.names.count), as sigbox workshop lists them")
    }
    self.name = name
  }

  /// The one that a command without a number means.
  static func current(_ progress: Progress) throws -> Exercise {
    guard let name = progress.current else {
      throw BoxFailure(
        status: 1, "all exercises are passed: give a number, as in: sigbox workshop start 1")
    }
    return Exercise(name: name)
  }

  var number: Int { Int(name.prefix { $0.isNumber }) ?? 0 }
  /// The script in the learner's directory.
  var file: String { "\(name).lua" }
  /// The one that comes next.
  var next: Exercise? {
    Course.names.first { $0 > name }.map { Exercise(name: $0) }
  }
}
