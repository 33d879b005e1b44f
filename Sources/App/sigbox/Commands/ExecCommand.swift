import ArgumentParser
import SigboxCore

struct ExecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run another command in a box.",
    usage: "sigbox exec [OPTIONS] NAME [--] COMMAND [ARGS...]",
    discussion: """
      The exit status is that of the command, or 128 plus the number of the signal that killed it. \
      It is 126 if the command cannot be run, and 127 if it is not found.
      """)

  @OptionGroup var program: ProgramArguments
  @OptionGroup var terminal: ExecTerminalArguments
  @OptionGroup var box: BoxNameArgument

  @Argument(parsing: .captureForPassthrough, help: "Command to run, and its arguments.")
  var command: [String] = []

  func run() throws {
    let words = command.first == "--" ? Array(command.dropFirst()) : command
    try finish(
      with: BoxManagement.execute(
        words, in: box.name, program.options, hasTerminal: terminal.isWanted))
  }
}
