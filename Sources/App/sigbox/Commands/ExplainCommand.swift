import Observation
import ArgumentParser
import BoxHost
import Probing
import Reporting
import SignalModel
import Linux

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a signal would do to a process, and why, without sending it.",
    discussion: "Without --to it says what the signal does to any process.")

  @Argument(help: "The signal.", transform: ProbeOptions.signal)
  var signal: Signal

  @Option(help: ArgumentHelp("A pid, or the name of a box.", valueName: "pid|name"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "inside, host, kernel (a terminal's key) or fault; by default where you are.",
      valueName: "origin"),
    transform: { text in
      guard let origin = Origin(rawValue: text) else {
        throw ValidationError("unknown sender '\(text)': use inside, host, kernel or fault")
      }
      return origin
    })
  var from: Origin?

  func run() throws {
    let canvas = Canvas.standardOutput
    guard let to else {
      guard from == nil else { throw ValidationError("--from needs --to: without, all are shown") }
      return try print(Explanation.text(signal, on: canvas))
    }
    let living = try ProcessInspection(named: to)
    let sender = from == nil || from == living.origin ? living.caller : Sender(from ?? .host)
    try print(Explanation.text(signal, from: sender, to: living, on: canvas))
  }
}

extension ProcessInspection {
  /// Finds a process by its pid, or PID 1 of a box by the box's name.
  init(named name: String) throws {
    if let pid = Int32(name), pid > 0 {
      try self.init(pid: pid)
    } else {
      try self.init(pid: try RunningBox.named(name, in: BoxRegistry()).process.pid)
    }
  }
}
