import ArgumentParser
import BoxHost
import SignalModel
import Linux
import SystemPackage

struct ExecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a further command in a box.",
    usage: "sigbox exec [OPTIONS] NAME [--] COMMAND [ARGS...]",
    discussion: """
      The exit status is the command's, or 128 and the number of the signal that ended it; 126 when \
      it cannot be run and 127 when it is not found.
      """)

  @OptionGroup var program: ProgramOptions

  @OptionGroup var terminal: TerminalOption

  @Argument(help: "The box's name.")
  var name: String

  @Argument(parsing: .captureForPassthrough, help: "The command.")
  var command: [String] = []

  func run() throws {
    let words = command.first == "--" ? command.dropFirst() : command[...]
    guard !words.isEmpty else {
      throw ValidationError(
        "nothing to run: give a command after the name: sigbox exec NAME COMMAND")
    }
    var joining = ExecRequest(words: words.map(ArgumentText.bytes))
    joining.directory = program.workdir.map(ArgumentText.path)
    joining.environment = try program.environment
    joining.user = try program.userAndGroup
    joining.hasTerminal = terminal.isWanted
    let end = try RunningBox.named(name, in: BoxRegistry()).run(joining)
    throw ExitCode(end.shellStatus)
  }
}
