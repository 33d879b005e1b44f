import LuaAPI
import Observation
import ArgumentParser
import BoxProtocol
import BoxHost
import BoxInit
import Probing
import Reporting
import SignalModel
import Linux
import SystemPackage

/// A run of a program as PID 1 of a fresh box.
struct BoxRun {
  /// The program.
  let choice: ProgramChoice
  /// The words that named it, and its arguments.
  private let words: [String]
  /// Its box.
  var configuration: BoxConfiguration
  /// How long the box may last.
  var timeLimit: Duration?
  /// What is sent to PID 1 once it is ready.
  var steps: [SendStep] = []
  /// How long the box may go on after the last signal.
  var grace = Duration.zero
  /// Whether it runs in the background.
  var isDetached = false
  /// The name by which other commands find the box.
  var name: String?
  /// Whether nothing of a box with a name is left when it has ended.
  var removes = false
  /// Whether a box in the background gets input.
  var hasInput = false
  /// Whether the report on signals is JSON.
  var printsJSON = false

  /// Reads a script where one is named.
  init(words: [String], command: [String]) throws {
    choice = try ProgramChoice(words: words, command: command, at: .run)
    configuration = choice.configuration
    self.words = words + command
  }

  /// Runs it to its end, or in the background to its start.
  ///
  /// - Returns: The exit status of sigbox.
  func run() throws -> Int32 {
    if isDetached {
      try runInBackground()
      return 0
    }
    return try runOnce()?.shellStatus ?? 0
  }

  /// Runs the box to its end; nil where the script was saved before that.
  func runOnce(until file: FileWatch? = nil) throws -> Termination? {
    // Under --watch the other signals are for sigbox itself, and the box ends with it.
    let watch = try Watch(passing: file == nil ? Watch.forwarded : SignalSet([.int]))
    let claim = try name.map { try BoxRegistry().claim($0) }
    let (box, record) = try launch(claim)
    watch.attach(box, timeLimit: timeLimit)
    let interrupts = Interrupts(box.process.pid)
    watch.endsAtInterrupt = interrupts.shouldEnd

    ProgramChoice.tell([choice])
    let end =
      steps.isEmpty ? try wait(watch, box.terminal, until: file) : try send(box, watch)
    guard let end else {
      _ = try watch.end()
      watch.close()
      return nil
    }
    if let record {
      try claim?.end(record, end, timeWasOver: watch.timeIsOver, removing: removes)
    }
    if watch.timeIsOver {
      try Self.tell("the time limit is over: the box was ended with KILL")
    }
    if interrupts.hasEnded {
      try Self.tell("the third INT ended the box with KILL")
      // Under --watch the user wants to leave that, too.
      throw ExitCode(end.shellStatus)
    }
    if file != nil { watch.close() }
    return end
  }

  static func tell(_ line: String) throws {
    let line = ArgumentText.visible("sigbox: \(line)")
    try FileContents.write(
      Canvas.standardError.wrap(line, indent: 2) + "\n", to: .standardError)
  }

  private func launch(_ claim: NameReservation?) throws -> (Box, BoxRecord?) {
    do {
      let box = try Box.launch(configuration) { BoxInit.run($0, socket: $1) }
      return (box, try claim?.begin(record(name ?? ""), box, configuration))
    } catch {
      claim?.abandon()
      throw error
    }
  }

  private func record(_ name: String) -> BoxRecord {
    BoxRecord(name: name, command: words.map(ArgumentText.bytes), created: WallClock.seconds)
  }

  private func runInBackground() throws {
    let name =
      name ?? "box-" + String(WallClock.seconds, radix: 36) + "-"
      + String(CurrentProcess.pid, radix: 36)
    var plan = Monitor.Plan(configuration, record(name))
    plan.timeLimit = timeLimit
    plan.hasInput = hasInput
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

  private func send(_ box: Box, _ watch: Watch) throws -> Termination {
    let waiting = StatusLine()
    var shown: String?
    defer { if shown != nil { waiting.clear() } }
    func tell(_ line: String) throws {
      if shown != nil { waiting.clear() }
      shown = nil
      if !printsJSON { try print(record: line) }
    }
    let report = try SendSession.run(
      steps, grace: grace, box, watch, isScript: choice.isScript,
      onDelay: { delay in
        let text = delay.text(name: choice.name)
        if text != shown { waiting.show(text) }
        shown = text
      },
      onReady: { try tell("\(choice.name) \($0.readyLine)") },
      onResult: { try tell($0.line) })
    try tell(report.endLine(name: choice.name, hadGrace: grace > .zero))
    if printsJSON {
      let text = report.json(name: choice.name, kernel: ProcFiles.kernelRelease)
      try print(text)
    }
    return report.end
  }
}
