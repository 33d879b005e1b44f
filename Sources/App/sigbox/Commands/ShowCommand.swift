import ArgumentParser
import SigboxCore

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a built-in init, a policy, an experiment, an exercise or documentation.",
    discussion: """
      A name is that of an init (tini), a policy (sigbox.init), a module (signal), a function or a \
      type (signal.wait, signal.Info), an experiment (zombies) or an exercise (4).
      """)

  @Argument(
    help: "What to print. (default: a list of all names)", completion: Completions.library)
  var name: String?

  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try LibraryReport.show(name, workshop.session) }
}
