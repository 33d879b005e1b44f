import Observation
import ArgumentParser
import BoxHost
import Probing
import Reporting
import SignalModel
import Linux

struct KillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Send a signal to PID 1 of boxes, or to another process, and say what it did.",
    discussion: """
      The signal is KILL if none is given. -9, -TERM and -s TERM all work: sigbox kill -TERM web. \
      Ends once the effect is seen, at the latest after 10 s.
      """)

  enum Sender: String, ExpressibleByArgument, CaseIterable {
    case host
    case inside
  }

  @OptionGroup var boxes: BoxNames

  @OptionGroup var choice: SignalOption

  @Option(help: "Where the sender stands: host, as docker kill, or inside the box.")
  var from = Sender.host

  @Option(help: "The target's pid, as numbered inside the box.")
  var pid: Int32 = 1

  @Flag(name: .shortAndLong, help: "Print the names alone, and do not wait for the effect.")
  var quiet = false

  func validate() throws {
    guard pid > 0 else { throw ValidationError("--pid takes a pid from 1, not \(pid)") }
  }

  func run() throws {
    let registry = try BoxRegistry()
    let signal = try choice.signal ?? Signal.kill
    try boxes.check(against: registry, for: Self.name)
    try boxes.forEach { name in
      let box = try RunningBox.named(name, in: registry)
      let step = SendStep(signal, from: from == .host ? .host : .inside)
      // Where nothing can be seen of processes, sending is all.
      if quiet || ProcFiles.status(of: box.process.pid) == nil {
        try box.send(step.signal, from: step.origin, to: pid)
        return try print(name)
      }
      let place = try registry.directory(name)
      try print("\(name)  \(try Self.effect(of: step, on: pid, of: box, in: place))")
    }
  }

  /// Sends the signal and says what became of it.
  private static func effect(
    of step: SendStep, on pid: Int32, of box: RunningBox, in place: BoxDirectory
  ) throws -> String {
    let end = try ExitWaiter(of: place)
    let observer = Observer(try ProbedProcess(pid, of: box)) {
      // Only PID 1's end is written down.
      guard pid == 1 else { throw HasEnded() }
      return try known(end.wait(), of: box.record.name)
    }
    let result: SendResult
    do {
      result = try observer.send(step)
    } catch is HasEnded {
      return step.sentLine(to: pid) + "it ended"
    }
    return step.sentLine(to: pid) + result.effect
  }

  /// The end of a process that is not this one's child: how it ended is its parent's to know.
  private struct HasEnded: Error {}
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
        throw ValidationError(Signal.unknown(name))
      }
      return signal
    }
  }
}
