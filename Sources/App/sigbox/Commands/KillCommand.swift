import ArgumentParser
import SigboxCore
import SignalModel

struct KillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Send a signal to PID 1 or another process of boxes, and report its effect.",
    usage: "sigbox kill [-s SIGNAL | -SIGNAL] [OPTIONS] NAME...",
    discussion: """
      -9, -TERM and -s TERM all work, as in sigbox kill -TERM web. The command ends once the effect \
      is observed, at the latest after 10 s.
      """)

  enum Sender: String, ExpressibleByArgument, CaseIterable {
    case host
    case inside

    var origin: Origin { self == .host ? .host : .inside }
  }

  @OptionGroup var names: BoxNameArguments
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Signal to send, by name or number. (default: KILL)", valueName: "signal"),
    completion: Completions.signals,
    transform: OptionValue.signal)
  var signal: Signal?

  @Option(help: "Send from the host, like docker kill, or from inside the box.")
  var from = Sender.host

  @Option(help: "Target PID, as numbered inside the box.")
  var pid: Int32 = 1

  @Flag(name: .shortAndLong, help: "Print only the names, and do not wait for the effect.")
  var quiet = false

  func run() throws {
    try BoxManagement.kill(
      names.boxes, with: signal ?? .kill, from: from.origin, pid: pid, quiet: quiet)
  }
}
