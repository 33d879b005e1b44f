internal import BoxHost
internal import BoxInit
internal import BoxProtocol
internal import Linux
internal import LuaAPI
internal import Observation
package import Probing
internal import Reporting
internal import SignalModel
internal import SystemPackage
internal import WorkerPool

/// Probes programs, with a progress bar.
package struct ProbeRun {
  private let options: ProbeOptions

  package init(_ options: ProbeOptions) { self.options = options }

  /// Carries out `sigbox probe`, and returns its exit status.
  ///
  /// It is 1 if an expectation was not met or no signal could be sent, and 3 for a disagreement.
  /// `junit` is the path of a report to write in addition, `events` one for what happened to each process
  /// from the stop signal on.
  package func probe(
    words: [String], command: [String], _ expectations: [Expectation], json: Bool, junit: String?,
    events: String?
  ) throws -> Int32 {
    guard !words.isEmpty || !command.isEmpty else {
      throw UsageError("nothing to probe: give a script, a built-in init, or -- COMMAND")
    }
    let choice = try ProgramChoice(words: words, command: command, at: .probe)
    ProgramChoice.printNotes([choice])
    let began = WallClock.seconds
    let report = try probe(choice, expectations, triesRemedies: true)
    let outcomes = expectations.map { ($0, $0.check(report)) }
    if let junit {
      let text = report.junit(outcomes, began: began)
      try FileContents.replace(ArgumentText.path(junit), with: Array((text + "\n").utf8))
    }
    if let events {
      let lines = report.stop?.events?.jsonLines ?? ""
      try FileContents.replace(ArgumentText.path(events), with: Array(lines.utf8))
    }
    if json {
      try printLine(report.json(outcomes))
    } else {
      let canvas = Canvas.standardOutput
      try printLine(report.text(on: canvas))
      if !outcomes.isEmpty { try printLine("\n" + Expectation.text(of: outcomes, on: canvas)) }
    }
    if !report.disagreements.isEmpty { return 3 }
    return !report.results.isEmpty && outcomes.allSatisfy { $0.1.isMet } ? 0 : 1
  }

  /// Carries out `sigbox compare`, and returns its exit status.
  ///
  /// Each of `programs` is a program with its arguments, quoted; `command` has commands with `---`
  /// between them.
  package func compare(_ programs: [String], command: [String]) throws -> Int32 {
    let choices = try ComparedPrograms.choose(programs, command: command)
    ProgramChoice.printNotes(choices)
    let reports = try choices.map { try probe($0, []) }
    let comparison = Comparison(reports)
    try printLine(comparison.text(on: .standardOutput))
    if reports.contains(where: { !$0.disagreements.isEmpty }) { return 3 }
    return comparison.differences.isEmpty ? 0 : 1
  }

  private func probe(
    _ choice: ProgramChoice, _ expectations: [Expectation], triesRemedies: Bool = false
  ) throws -> ProbeReport {
    guard (1...500).contains(options.jobs) else {
      throw UsageError("--jobs takes a number from 1 to 500, not '\(options.jobs)'")
    }
    var configuration = choice.configuration
    try options.box.apply(to: &configuration)
    try Self.reportHiddenFiles(configuration)
    var probe = Probe(configuration, name: choice.name) { BoxInit.run($0, socket: $1) }
    if let stopSignal = options.stopSignal { probe.stopSignal = stopSignal }
    if !options.signals.isEmpty {
      probe.named = Set(options.signals + [options.stopSignal].compactMap { $0 }).sorted()
    }
    switch options.roles {
    case .pid1: probe.roles = [.pid1]
    case .ordinary: probe.roles = [.ordinary]
    case .both: break
    }
    probe.grace = options.grace
    probe.readyCondition = options.readiness.condition
    probe.settle = options.readiness.settle
    probe.expectations = expectations
    probe.jobs = options.jobs
    if triesRemedies { probe.initInFront = ProgramChoice.tini }
    let bar = ProgressBar(choice.name)
    defer { bar.clear() }
    let starting = "waiting until it is ready, at most \(probe.startLimit.short)"
    do {
      let report = try probe.run {
        bar.show($0.done, of: $0.all, while: $0.isStarting ? starting : nil)
      }
      if report.starts.values.contains(where: { $0.settling == .never }) {
        bar.clear()
        try? printNotice(
          "\(choice.name) still starts processes: if it is not ready yet, use --ready or --settle")
      }
      return report
    } catch let failure as WorkerFailure {
      throw BoxFailure(status: failure.status, failure.description)
    }
  }

  /// Runs a box that reports which files of the command line it does not show.
  ///
  /// This is done once before the probe, whose boxes write to /dev/null.
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
}
