import ArgumentParser
import EmbeddedLua
import SigboxCore

struct RunCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a script, a built-in init or a command as PID 1 of a new box.",
    usage: """
      sigbox run [OPTIONS] INIT [ARGS...] [-- ARGS...]
      sigbox run [OPTIONS] -- COMMAND [ARGS...]
      """,
    discussion: """
      INIT is the path of a Lua script, - for standard input, or a built-in init, which imitates a \
      program in Lua: \
      \(BuiltInInit.names.joined(separator: ", ")).

      Options go before --; everything after it is the command, or further arguments of INIT.

      The exit status is that of PID 1, or 128 plus the number of the signal that killed it. It is \
      125 if sigbox itself fails, 126 if the command cannot be run, and 127 if it is not found.

      Examples:
        sigbox run --send TERM --send host:KILL -- python3 app.py
        sigbox run init.lua --send TERM --grace 10s
      """)

  @Argument(
    help: ArgumentHelp("A script or a built-in init, and its arguments.", valueName: "init"),
    completion: Completions.programs)
  var words: [String] = []

  var command: [String] = []

  @OptionGroup(title: "Signals") var send: SendArguments
  @OptionGroup(title: "Mode") var mode: ModeArguments
  @OptionGroup var box: BoxArguments

  var options: RunOptions {
    var options = RunOptions()
    options.words = words
    options.command = command
    options.steps = send.steps
    options.grace = send.grace
    options.readiness = send.readiness.options
    options.printsJSON = send.json
    options.isDetached = mode.detach
    options.name = mode.name
    options.removesRecord = mode.removesRecord
    options.hasTerminal = mode.terminal.isWanted
    options.isInteractive = mode.terminal.isInteractive
    options.restartsOnSave = mode.restartsOnSave
    options.box = box.options
    return options
  }

  func run() throws { try finish(with: BoxRun.run(options)) }
}
