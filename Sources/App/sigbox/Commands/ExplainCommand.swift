import ArgumentParser
import SigboxCore
import SignalModel

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Predict what a signal would do to a process, without sending it.",
    discussion: "Without --to, it lists the effect for each disposition, target and sender.")

  @Argument(
    help: "Signal, by name or number.", completion: Completions.signals,
    transform: OptionValue.signal)
  var signal: Signal

  @Option(
    help: ArgumentHelp(
      "Target: a pid, a thread id, or the name of a box for its PID 1. (default: any process)",
      valueName: "pid|name"),
    completion: Completions.boxes)
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Sender: inside or host (a process there), kernel (such as a terminal key), notification (such "
        + "as a timer), or fault. (default: this process)", valueName: "sender"),
    completion: .list(Origin.allCases.map(\.rawValue)),
    transform: OptionValue.origin)
  var from: Origin?

  func run() throws { try SignalReports.explain(signal, to: to, from: from) }
}
