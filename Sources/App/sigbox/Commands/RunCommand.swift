import Observation
import ArgumentParser
import BoxProtocol
import BoxHost
import Probing
import EmbeddedLua
import SignalModel
import Linux
import SystemPackage

struct RunCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a script, a built-in init or a command as PID 1 of a fresh box.",
    usage: """
      sigbox run [OPTIONS] INIT [ARGS...] [-- ARGS...]
      sigbox run [OPTIONS] -- COMMAND [ARGS...]
      """,
    discussion: """
      INIT is the path of a Lua script, - for standard input, or the name of a built-in init, which \
      is an imitation in Lua: \
      \(BuiltInInit.names.joined(separator: ", ")).

      The exit status is the init's, or 128 and the number of the signal that ended it; 125 when \
      sigbox itself fails, 126 when a command cannot be run and 127 when it is not found.

      Examples:
        sigbox run --send TERM --send host:KILL -- python3 app.py
        sigbox run init.lua --send TERM --grace 10s
      """)

  @Argument(help: "The script or built-in init, and its arguments.")
  var words: [String] = []

  var command: [String] = []

  @Option(
    name: .customLong("send"),
    help: ArgumentHelp(
      "Once PID 1 is ready, send a signal from inside or from the host, and say what it did.",
      valueName: "[FROM:]SIGNAL[@DELAY]"),
    transform: { text in
      do { return try SendStep(parsing: text) } catch { throw ValidationError("\(error)") }
    })
  var steps: [SendStep] = []

  @Option(
    help: ArgumentHelp(
      "How long the box may go on after the last signal before it is ended.", valueName: "time"),
    transform: BoxOptions.duration)
  var grace = Duration.zero

  @Flag(name: .shortAndLong, help: "Run in the background, and print the box's name.")
  var detach = false

  @Option(help: "The name by which other commands find the box; made up with --detach.")
  var name: String?

  @Flag(name: .customLong("rm"), help: "Leave nothing of a box with a name when it has ended.")
  var removes = false

  @OptionGroup var terminal: TerminalOption

  @Flag(
    name: .customLong("watch"),
    help: """
      Run the script again in a new box whenever it is saved, or another Lua file in its directory \
      or below.
      """)
  var restarts = false

  @Flag(help: "Print one JSON object about what was sent; PID 1's output goes to standard error.")
  var json = false

  @OptionGroup var box: BoxOptions

  private func check() throws {
    if words.isEmpty, command.isEmpty {
      throw ValidationError("nothing to run: give a script, a built-in init, or -- COMMAND")
    }
    if json, steps.isEmpty {
      throw ValidationError("--json tells what signals did: add --send, as --send TERM")
    }
    if detach, !steps.isEmpty {
      throw ValidationError("--send is for the foreground: sigbox kill NAME -s TERM sends later")
    }
    if terminal.isWanted, !steps.isEmpty {
      throw ValidationError("--tty and --send do not go together: what is typed makes signals")
    }
    if let name, !BoxRegistry.isName(name) {
      throw ValidationError(
        "invalid name '\(name)': use 1 to 64 letters, digits and _.-, first a letter or digit")
    }
    if restarts {
      guard let word = words.first, word != "-", BuiltInInit(word) == nil else {
        throw ValidationError("--watch is for a script in a file: name one")
      }
      guard !detach, name == nil, !json, !terminal.isWanted else {
        throw ValidationError("--watch does not go with --detach, --name, --json and --tty")
      }
    }
  }

  func run() throws {
    try check()
    if restarts { try runAgainAndAgain() }
    let status = try BoxRun(self).run()
    if status != 0 { throw ExitCode(status) }
  }

  /// Runs the script in a fresh box whenever it is saved, until a signal ends sigbox.
  private func runAgainAndAgain() throws -> Never {
    let file = try FileWatch(ArgumentText.path(words[0]), alsoWith: ".lua")
    while true {
      if try BoxRun.untilItEnds(self, file) {
        while try !file.wasSaved() { _ = Polling.wait(for: [file.descriptor], until: nil) }
      }
      try BoxRun.tell("\(words[0]) or a Lua file beside it was saved: starting it again")
    }
  }
}

extension BoxRun {
  /// What a command line asks for.
  init(_ line: RunCommand) throws {
    try self.init(words: line.words, command: line.command)
    try line.box.apply(to: &configuration)
    configuration.reportsEvents = !line.steps.isEmpty
    configuration.outputToError = line.json
    configuration.hasTerminal = line.terminal.isWanted
    if configuration.reportsEvents, ProcFiles.status(of: CurrentProcess.pid) == nil {
      throw BoxFailure(status: 125, "cannot observe what --send does: there is no /proc: mount it")
    }
    steps = line.steps
    grace = line.grace
    timeLimit = line.box.timeLimit
    isDetached = line.detach
    name = line.name
    removes = line.removes
    hasInput = line.terminal.isWanted || line.terminal.isInteractive
    printsJSON = line.json
  }

  /// Whether it ended by itself, or could not be run; else it was saved.
  fileprivate static func untilItEnds(_ line: RunCommand, _ file: FileWatch) throws -> Bool {
    do {
      let run = try BoxRun(line)
      guard let end = try run.runOnce(until: file) else { return false }
      let name = run.choice.name
      try tell("\(name) \(end.predicate) (exit status \(end.shellStatus)): save it to run it again")
    } catch let failure as SystemError where failure.errno == .noSuchFileOrDirectory {
      try tell("\(failure)")
    }
    return true
  }
}
