import ArgumentParser
import Boxes
import Signals

struct KillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill", abstract: "Send a signal to PID 1 of boxes, or to another process.")

  enum Sender: String, ExpressibleByArgument, CaseIterable {
    case host
    case inside
  }

  @OptionGroup var boxes: BoxNames

  @OptionGroup var choice: SignalOption

  @Option(help: "Where the sender stands: host, as docker kill, or inside the box.")
  var from = Sender.host

  @Option(help: "Whom it goes to, by the pid inside.")
  var pid: Int32 = 1

  func validate() throws {
    guard pid > 0 else { throw ValidationError("--pid takes a pid from 1, not \(pid)") }
  }

  func run() throws {
    let registry = try BoxRegistry()
    let signal = try choice.signal ?? Signal.kill
    try boxes.forEach { name in
      try RunningBox(name, in: registry).send(
        signal, from: from == .host ? .host : .inside, to: pid)
      try print(name)
    }
  }
}

/// The signal that a command sends.
struct SignalOption: ParsableArguments {
  @Option(
    name: [.customShort("s"), .customLong("signal")],
    help: ArgumentHelp("The signal, by name or number.", valueName: "signal"))
  var name: String?

  var signal: Signal? {
    get throws {
      guard let name else { return nil }
      guard let signal = Signal(parsing: name) else {
        throw ValidationError("unknown signal '\(name)': sigbox signals lists all")
      }
      return signal
    }
  }
}
