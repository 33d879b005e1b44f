import ArgumentParser
import SigboxCore

struct ReplCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Send signals to a live box from a prompt.",
    usage: "sigbox repl [INIT | -- COMMAND [ARGS...]]",
    discussion: """
      Lines are Lua with the module experiment, such as box:kill "TERM" and box:ps(). `box` is the \
      current box, and new("go") replaces it. help lists commands; exit, quit and Ctrl-D leave. Tab \
      completes, Ctrl-R searches the history, and Ctrl-C abandons a line or interrupts it.
      """)

  @Argument(
    help: ArgumentHelp(
      "Script or built-in init in the box. (default: bash)", valueName: "init"),
    completion: Completions.programs)
  var initName: String?

  var words: [String] { [initName].compactMap { $0 } }

  var command: [String] = []

  func run() throws { try Repl.run(initName, command: command) }
}
