import ArgumentParser
import BoxHost
import Reporting
import SignalModel
import Linux

struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Ask the PID 1 of boxes to end, kill those that do not, and say what happened when.")

  @OptionGroup var boxes: BoxNames

  @Option(
    name: [.customShort("t"), .customLong("time")], parsing: .unconditional,
    help: ArgumentHelp(
      "How long PID 1 may take until it gets KILL; -1 for ever.", valueName: "seconds"))
  var grace = "10"

  @OptionGroup var choice: SignalOption

  func run() throws {
    let registry = try BoxRegistry()
    let signal = try choice.signal ?? Signal.term
    let grace = grace == "-1" ? nil : try BoxOptions.duration(grace)
    try boxes.check(against: registry, for: Self.name)
    try boxes.forEach { name in
      if let end = try registry.record(name).end {
        return try print(record: StopReport.line(name, .hadEnded(end.termination), after: .zero))
      }
      let start = Instant.now
      try RunningBox.named(name, in: registry).stop(
        with: signal, grace: grace, in: registry.directory(name)
      ) { event, time in
        let elapsed = Duration.nanoseconds(time.nanoseconds - start.nanoseconds)
        try print(record: StopReport.line(name, event, after: elapsed))
      }
    }
  }
}
