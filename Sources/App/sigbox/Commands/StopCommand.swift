import ArgumentParser
import SigboxCore
import SignalModel

struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop boxes: send TERM, wait, then KILL; print a timeline.")

  @OptionGroup var names: BoxNameArguments

  @Option(
    name: [.customShort("t"), .customLong("time")], parsing: .unconditional,
    help: ArgumentHelp(
      "Grace period until KILL, in seconds or as 500ms or 2m; -1 waits forever.",
      valueName: "time"))
  var grace = "10"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Signal to send, by name or number. (default: TERM)", valueName: "signal"),
    completion: Completions.signals,
    transform: OptionValue.signal)
  var signal: Signal?

  func run() throws {
    try BoxManagement.stop(
      names.boxes, with: signal ?? .term, grace: OptionValue.gracePeriod(grace))
  }
}
