import ArgumentParser
import SigboxCore
import Workshop

struct WorkshopVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "For authors: check that each start script fails and each solution passes.",
    discussion: """
      It also checks that Chinese texts use the terms of the glossary. The exit status is 1 if \
      something is wrong with an exercise.
      """)

  @Argument(
    help: "Numbers or names of exercises. (default: all)", completion: Completions.exercises)
  var exercises: [String] = []

  func run() throws { try finish(with: Course.verify(exercises) ? 0 : 1) }
}
