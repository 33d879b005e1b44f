import Observation
import LuaAPI
import WorkerPool
import ArgumentParser
import BoxProtocol
import BoxHost
import BoxInit
import Probing
import Reporting
import SignalModel
import Linux
import SystemPackage

struct ProbeCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Try every signal on a program, as PID 1 and as an ordinary process, and say why.",
    usage: """
      sigbox probe [OPTIONS] INIT [ARGS...] [-- ARGS...]
      sigbox probe [OPTIONS] -- COMMAND [ARGS...]
      """,
    discussion: """
      Each signal goes, from inside and from the host, to the program in a fresh box. What the rule \
      of the kernel predicts, what is seen, and (for root) what the kernel itself records must agree.

      The exit status is 0, 1 when an expectation fails, 3 when prediction and observation differ; \
      125 when sigbox itself fails, 126 and 127 when a command cannot be run.

      Examples:
        sigbox probe -- python3 app.py
        sigbox probe --role pid1 --signal TERM --expect 'TERM exits 0 within 5s' -- ./server
      """)

  @Argument(help: "The script or built-in init, and its arguments.")
  var words: [String] = []

  var command: [String] = []

  @OptionGroup var options: ProbeOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: ArgumentHelp("Write a JUnit report as well.", valueName: "file"))
  var junit: String?

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp(
      "What must be so, as 'TERM exits 0 within 5s' or 'inside KILL dropped'; repeatable.",
      valueName: "expectation"),
    transform: { text in
      do { return try Expectation(parsing: text) } catch { throw ValidationError("\(error)") }
    })
  var expectations: [Expectation] = []

  @OptionGroup var box: BoxOptions

  func run() throws {
    guard !words.isEmpty || !command.isEmpty else {
      throw ValidationError("nothing to probe: give a script, a built-in init, or -- COMMAND")
    }
    let choice = try ProgramChoice(words: words, command: command, at: .probe)
    ProgramChoice.tell([choice])
    let report = try options.probe(choice, box, expectations)
    let outcomes = expectations.map { ($0, $0.check(report)) }
    if let junit {
      let text = report.junit(outcomes)
      try FileContents.replace(ArgumentText.path(junit), with: Array((text + "\n").utf8))
    }
    if json {
      try print(report.json(outcomes))
    } else {
      let canvas = Canvas.standardOutput
      try print(report.text(on: canvas))
      if !outcomes.isEmpty { try print("\n" + Expectation.text(of: outcomes, on: canvas)) }
    }
    if !report.disagreements.isEmpty { throw ExitCode(3) }
    if outcomes.contains(where: { !$0.1.isMet }) { throw ExitCode(1) }
  }
}

/// The options of probes.
struct ProbeOptions: ParsableArguments {
  @Option(
    name: .customLong("signal"),
    help: ArgumentHelp("Try this signal alone; repeatable.", valueName: "signal"),
    transform: signal)
  var signals: [Signal] = []

  @Option(help: "The part that the program plays: pid1, ordinary or both.")
  var role = RoleChoice.both

  @Option(
    help: ArgumentHelp(
      "How long a program that handles a stop signal may take to end.", valueName: "time"),
    transform: BoxOptions.duration)
  var grace = Duration.seconds(1)

  @Option(help: ArgumentHelp("How many boxes there are at once.", valueName: "count"))
  var jobs = 24

  /// Reads a signal.
  @Sendable static func signal(_ text: String) throws -> Signal {
    guard let signal = Signal(parsing: text) else {
      throw ValidationError(Signal.unknown(text))
    }
    return signal
  }

  enum RoleChoice: String, ExpressibleByArgument, CaseIterable {
    case pid1
    case ordinary
    case both
  }

  /// Says which files of the command line the boxes will not have, once for all of them.
  ///
  /// Only a box knows, and those of a probe write to /dev/null.
  private static func reportHiddenFiles(_ configuration: BoxConfiguration) throws {
    var configuration = configuration
    let arguments =
      switch configuration.program {
      case .command(let words): Array(words.dropFirst())
      case .script(let script): script.arguments
      }
    guard !arguments.isEmpty else { return }
    configuration.program = .script(
      .init(name: "files", source: [], arguments: arguments, directory: nil))
    let watch = try Watch(passing: .empty)
    watch.attach(
      try Box.launch(configuration) { BoxInit.run($0, socket: $1) }, timeLimit: nil)
    while true {
      if case .ended = try watch.next() { return }
    }
  }

  /// Probes a program, with a progress bar where standard error is a terminal.
  func probe(
    _ choice: ProgramChoice, _ box: BoxOptions, _ expectations: [Expectation] = []
  ) throws -> ProbeReport {
    guard (1...500).contains(jobs) else { throw ValidationError("--jobs takes 1 to 500") }
    var configuration = choice.configuration
    try box.apply(to: &configuration)
    try Self.reportHiddenFiles(configuration)
    var probe = Probe(configuration, name: choice.name) { BoxInit.run($0, socket: $1) }
    if !signals.isEmpty { probe.signals = Set(signals).sorted() }
    switch role {
    case .pid1: probe.roles = [.pid1]
    case .ordinary: probe.roles = [.ordinary]
    case .both: break
    }
    probe.grace = grace
    probe.expectations = expectations
    probe.jobs = jobs
    let bar = ProgressBar(choice.name)
    defer { bar.clear() }
    do {
      return try probe.run {
        bar.show($0.done, of: $0.all, while: $0.isStarting ? "waiting until it is ready" : nil)
      }
    } catch let failure as WorkerFailure {
      throw BoxFailure(status: failure.status, failure.description)
    }
  }
}
