internal import BoxHost
internal import Workshop

/// An exercise of the workshop.
struct Exercise {
  let name: String

  init(name: String) { self.name = name }

  /// Finds an exercise by its number or its name.
  init(_ word: String) throws(UsageError) {
    guard let name = Course.name(word) else {
      throw UsageError(
        "no exercise '\(word)': use 1 to \(Course.names.count), as listed by sigbox workshop")
    }
    self.name = name
  }

  /// The exercise that a command without an argument means.
  static func current(_ progress: Progress) throws -> Exercise {
    guard let name = progress.current else {
      throw BoxFailure(
        status: 1, "all exercises are passed: give a number, as in sigbox workshop start 1")
    }
    return Exercise(name: name)
  }

  var number: Int { Int(name.prefix { $0.isNumber }) ?? 0 }
  /// The script in the learner's directory.
  var file: String { "\(name).lua" }
  var next: Exercise? {
    Course.names.first { $0 > name }.map { Exercise(name: $0) }
  }
}
