import ArgumentParser
import Linux
import Workshop

struct WorkshopVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "For authors: prove that each unsolved script fails and each solution passes.",
    discussion: """
      It also looks for words in Chinese that are not those of the glossary. The exit status is 1 \
      when an exercise is not right.
      """)

  @Argument(help: "Exercises by numbers or names; all if none is given.") var exercises: [String] =
    []

  func run() throws {
    let names = exercises.isEmpty ? Course.names : try exercises.map { try Exercise($0).name }
    // What is verified does not depend on a learner.
    let course = Course.embedded(seed: 1, .english)
    var isRight = true
    try course.verify(names) { name, wrong in
      try print(wrong.isEmpty ? "ok \(name)" : "not ok \(name)")
      for line in wrong { try print("  \(line)") }
      isRight = isRight && wrong.isEmpty
    }
    if !isRight { throw ExitCode(1) }
  }
}
