internal import Experiments
internal import Workshop

extension Course {
  /// The exercises of the binary.
  static func embedded(seed: UInt64, _ language: Language) -> Course {
    Course(seed: seed, language: language) { arguments in
      // Long enough for a very busy machine.
      .embedded("experiment/workshop", arguments, directory: nil, timeLimit: .seconds(600))
    }
  }

  /// Proves that each start script fails and each solution passes; returns whether all do.
  ///
  /// Without `exercises`, all are verified.
  package static func verify(_ exercises: [String]) throws -> Bool {
    let names = exercises.isEmpty ? Course.names : try exercises.map { try Exercise($0).name }
    // The result does not depend on a learner.
    let course = Course.embedded(seed: 1, .english)
    var isRight = true
    try course.verify(names) { name, wrong in
      try printLine(wrong.isEmpty ? "ok \(name)" : "not ok \(name)")
      for line in wrong { try printLine("  \(line)") }
      isRight = isRight && wrong.isEmpty
    }
    return isRight
  }
}
