import ArgumentParser
import BoxProtocol
import Boxes
import InitRuntime
import Probing
import Reporting
import Signals
import SystemCalls
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
      INIT is the path of a Lua script, - for standard input, or the name of a built-in init: \
      \(ProgramChoice.builtIns.joined(separator: ", ")).

      The exit status is the init's, or 128 and the number of the signal that ended it; 125 when \
      sigbox itself fails, 126 when a command cannot be run and 127 when it is not found.
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
    help: "End the box and start it anew whenever the script is saved.")
  var restarts = false

  @Flag(help: "Print one JSON object about what was sent; PID 1's output goes to standard error.")
  var json = false

  @OptionGroup var box: BoxOptions

  private func check() throws {
    if words.isEmpty, command.isEmpty {
      throw ValidationError("run what? Name a script, a built-in init, or -- and a command")
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
        "no name: '\(name)': 1 to 64 letters, digits and _.- behind a letter or digit")
    }
    if restarts {
      guard let word = words.first, word != "-", !ProgramChoice.builtIns.contains(word) else {
        throw ValidationError("--watch is for a script in a file: name one")
      }
      guard !detach, name == nil, !json, !terminal.isWanted else {
        throw ValidationError("--watch does not go with --detach, --name, --json and --tty")
      }
    }
  }

  func run() throws {
    try Host.openStandardDescriptors()
    try check()
    if restarts { try runAgainAndAgain(try FileWatch(ArgumentText.path(words[0]))) }
    let choice = try ProgramChoice(words: words, command: command)
    let configuration = try configuration(choice)
    if detach { return try runInBackground(configuration) }
    guard let end = try runOnce(choice, configuration) else { return }
    throw ExitCode(end.shellStatus)
  }

  func configuration(_ choice: ProgramChoice) throws -> BoxConfiguration {
    var configuration = choice.configuration
    try box.apply(to: &configuration)
    configuration.observed = !steps.isEmpty
    configuration.outputToError = json
    configuration.hasTerminal = terminal.isWanted
    if configuration.observed, ProcFiles.status(of: Host.pid) == nil {
      throw BoxFailure(status: 125, "cannot observe what --send does: there is no /proc: mount it")
    }
    return configuration
  }

  /// Runs the box to its end; nil where the script was saved before that.
  func runOnce(
    _ choice: ProgramChoice, _ configuration: BoxConfiguration, until file: FileWatch? = nil
  ) throws -> Termination? {
    // Under --watch Ctrl-C is for sigbox itself, and the box ends with it.
    let watch = try Watch(forwards: file == nil)
    let claim = try name.map { try BoxRegistry().claim($0) }
    let (box, record) = try launch(configuration, claim)
    watch.attach(box, timeLimit: self.box.timeLimit)
    let end =
      steps.isEmpty
      ? try wait(watch, box.terminal, until: file) : try send(choice, box, watch)
    guard let end else {
      _ = try watch.end()
      return nil
    }
    if let record {
      try claim?.end(record, end, timeWasOver: watch.timeIsOver, removing: removes)
    }
    if watch.timeIsOver {
      try tell("the time limit is over: the box was ended with KILL")
    }
    return end
  }

  func tell(_ line: String) throws {
    try FileContents.write("sigbox: \(line)\n", to: .standardError)
  }

  private func launch(
    _ configuration: BoxConfiguration, _ claim: BoxClaim?
  ) throws -> (Box, BoxRecord?) {
    do {
      let box = try Box.launch(configuration) { BoxInit.run($0, socket: $1) }
      return (box, try claim?.begin(record(name ?? ""), box, configuration))
    } catch {
      claim?.abandon()
      throw error
    }
  }

  private func record(_ name: String) -> BoxRecord {
    BoxRecord(name: name, words: (words + command).map(ArgumentText.bytes), created: Host.time)
  }

  private func runInBackground(_ configuration: BoxConfiguration) throws {
    let name = name ?? "box-" + String(Host.time, radix: 36) + "-" + String(Host.pid, radix: 36)
    var plan = Monitor.Plan(configuration, record(name))
    plan.timeLimit = box.timeLimit
    plan.hasInput = terminal.isWanted || terminal.isInteractive
    plan.removesItself = removes
    try Monitor.start(plan, in: BoxRegistry()) { BoxInit.run($0, socket: $1) }
    try print(name)
  }

  private func wait(
    _ watch: Watch, _ terminal: FileDescriptor?, until file: FileWatch?
  ) throws -> Termination? {
    let relay = try terminal.map { try TerminalRelay($0) }
    defer { relay?.finish() }
    while true {
      let further = (relay?.descriptors ?? []) + [file?.descriptor].compactMap { $0 }
      switch try watch.next(until: relay?.deadline, also: further) {
      case .readable(let descriptors):
        if let file, descriptors.contains(file.descriptor), try file.wasSaved() { return nil }
        relay?.relay(descriptors)
      case .ended(let termination): return termination
      case .time: relay?.relay([])
      case .message: break
      }
    }
  }

  private func send(
    _ choice: ProgramChoice, _ box: Box, _ watch: Watch
  ) throws -> Termination {
    func tell(_ line: String) throws {
      if !json { try print(line) }
    }
    let report = try SendSession.run(
      steps, grace: grace, box, watch, isScript: choice.isScript,
      onReady: { try tell("\(choice.name) \($0.readyLine)") },
      onResult: { try tell($0.line) })
    try tell(report.endLine(name: choice.name, hadGrace: grace > .zero))
    if json {
      let text = report.json(name: choice.name, kernel: ProcFiles.kernelRelease)
      try print(text)
    }
    return report.end
  }
}
