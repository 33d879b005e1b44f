internal import BoxHost
internal import BoxInit
internal import BoxProtocol
internal import Linux
internal import LuaAPI
internal import Observation
internal import Reporting
internal import Sandbox
internal import SignalModel
internal import SystemPackage

/// A run of a program as PID 1 of a fresh box.
package struct BoxRun {
  private let options: RunOptions
  let choice: ProgramChoice
  private let configuration: BoxConfiguration

  /// Carries out `sigbox run`, and returns the exit status of sigbox.
  package static func run(_ options: RunOptions) throws -> Int32 {
    try options.validate()
    if options.restartsOnSave { try runOnEachSave(options) }
    let run = try BoxRun(options)
    if options.isDetached {
      try run.runInBackground()
      return 0
    }
    return try run.runOnce()?.shellStatus ?? 0
  }

  /// Reads the script if one is named.
  init(_ options: RunOptions) throws {
    self.options = options
    choice = try ProgramChoice(words: options.words, command: options.command, at: .run)
    var configuration = choice.configuration
    try options.box.apply(to: &configuration)
    configuration.reportsEvents = !options.steps.isEmpty
    configuration.outputToError = options.printsJSON
    configuration.hasTerminal = options.hasTerminal
    configuration.awaitedText = options.readiness.condition?.text
    if configuration.reportsEvents {
      try ProcFiles.requireAccess(to: "observe the effect of --send in")
    }
    self.configuration = configuration
  }

  /// Runs the box until it ends, or returns nil as soon as `file` was saved.
  func runOnce(until file: FileWatch? = nil) throws -> Termination? {
    // With --watch, all signals but INT are for sigbox itself, and the box ends with it.
    let watch = try Watch(passing: file == nil ? Watch.forwarded : SignalSet([.int]))
    let claim = try options.name.map { try BoxRegistry().claim($0) }
    let trace = options.steps.isEmpty ? nil : try? SignalTrace(withProcesses: true)
    let box = try launch(claim)
    watch.attach(box, timeLimit: options.box.timeLimit)
    reportLimits(enforced: box.enforcedLimits, box.restrictions)
    let interrupts = Interrupts(box.process.pid)
    watch.endsAtInterrupt = interrupts.shouldEnd

    ProgramChoice.printNotes([choice])
    // The watch lets go of the box before the rest of its terminal's output is read.
    let end = try withExtendedLifetime(box) {
      options.steps.isEmpty
        ? try wait(watch, box.terminal, until: file) : try send(box, watch, trace)
    }
    guard let end else {
      _ = try watch.end()
      watch.close()
      return nil
    }
    let kills = box.outOfMemoryKills
    claim?.end(end, timeWasOver: watch.timeIsOver, kills, removing: options.removesRecord)
    if let text = kills?.sentence { try printNotice(text) }
    if watch.timeIsOver { try printNotice("the time limit is over: the box was ended with KILL") }
    if options.printsJSON, options.steps.isEmpty {
      try printJSON(SendReport(end: end, wasEnded: watch.timeIsOver || interrupts.hasEnded))
    }
    if interrupts.hasEnded {
      try printNotice("the third INT ended the box with KILL")
      // With --watch, the user wants to leave sigbox too.
      throw ExitRequest(status: end.shellStatus)
    }
    if file != nil { watch.close() }
    return end
  }

  /// Says which of the limits that the user has set do not hold for the box as a whole.
  private func reportLimits(enforced: GroupLimits, _ restrictions: Restrictions) {
    let missing = options.box.requestedLimits(in: configuration).filter { !enforced.contains($0) }
    guard !missing.isEmpty else { return }
    // A note that cannot be written is no reason to fail.
    try? printNotice(Remedies.notEnforced(missing, perUser: restrictions.hasUserNamespace))
  }

  private func launch(_ claim: NameReservation?) throws -> Box {
    do {
      let box = try Box.launch(configuration) { BoxInit.run($0, socket: $1) }
      _ = try claim?.begin(record(options.name ?? ""), box, configuration)
      return box
    } catch {
      claim?.abandon()
      throw error
    }
  }

  private func record(_ name: String) -> BoxRecord {
    let words = options.words + options.command
    return BoxRecord(name: name, command: words.map(ArgumentText.bytes), created: WallClock.seconds)
  }

  private func runInBackground() throws {
    let name =
      options.name ?? "box-" + String(WallClock.seconds, radix: 36) + "-"
      + String(CurrentProcess.pid, radix: 36)
    var plan = Monitor.Plan(configuration, record(name))
    plan.timeLimit = options.box.timeLimit
    plan.hasInput = options.hasTerminal || options.isInteractive
    plan.removesItself = options.removesRecord
    let registry = try BoxRegistry()
    try Monitor.start(plan, in: registry) { BoxInit.run($0, socket: $1) }
    // It may have ended and removed its record.
    if !options.box.requestedLimits(in: configuration).isEmpty,
      let record = try? registry.find(name)
    {
      reportLimits(enforced: record.enforcedLimits, record.restrictions)
    }
    try printLine(name)
  }

  private func wait(
    _ watch: Watch, _ terminal: FileDescriptor?, until file: FileWatch?
  ) throws -> Termination? {
    let relay = try terminal.map { try TerminalRelay($0) }
    defer { relay?.finish() }
    while true {
      var further = relay?.descriptors ?? []
      if let file { further.append(file.descriptor) }
      switch try watch.next(until: relay?.deadline, also: further) {
      case .readable(let descriptors):
        if let file, descriptors.contains(file.descriptor), try file.wasSaved() { return nil }
        try relay?.relay(descriptors)
      case .ended(let termination):
        try relay?.passRest()
        return termination
      case .time: try relay?.relay([])
      case .message: break
      }
    }
  }

  private func send(
    _ box: Box, _ watch: Watch, _ trace: borrowing SignalTrace?
  ) throws -> Termination {
    let waiting = StatusLine()
    var shown: String?
    defer { if shown != nil { waiting.clear() } }
    func report(_ line: String) throws {
      if shown != nil { waiting.clear() }
      shown = nil
      if !options.printsJSON { try printRecord(line) }
    }
    let grace = options.grace
    let result = try SendSession.run(
      options.steps, grace: grace, box, watch, isScript: choice.isScript,
      ready: options.readiness.condition, settle: options.readiness.settle,
      trace,
      onDelay: { delay in
        let text = delay.text(name: choice.name)
        if text != shown { waiting.show(text) }
        shown = text
      },
      onReady: { try report("\(ArgumentText.visible(choice.name)) \($0.readyLine)") },
      onResult: { try report($0.line) })
    try report(result.endLine(name: choice.name, hadGrace: grace > .zero))
    for line in result.lostLines { try report(line) }
    if options.printsJSON { try printJSON(result) }
    return result.end
  }

  private func printJSON(_ report: SendReport) throws {
    try printLine(report.json(name: choice.name, kernel: ProcFiles.kernelRelease))
  }
}

extension BoxRecord {
  /// The limits that the control groups of the box enforce.
  fileprivate var enforcedLimits: GroupLimits {
    guard !groups.isEmpty else { return [] }
    var limits: GroupLimits = .processors
    // What a control group limits is no restriction of each process.
    if restrictions.memory == nil { limits.insert(.memory) }
    if restrictions.processes == nil { limits.insert(.processes) }
    return limits
  }
}
