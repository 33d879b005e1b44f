internal import BoxHost
internal import Linux
internal import Observation
internal import Reporting
package import SignalModel

extension BoxManagement {
  /// Sends a signal to a process of each box, and prints what it did.
  ///
  /// - Parameters:
  ///   - names: The boxes.
  ///   - signal: The signal.
  ///   - origin: Where the sender is.
  ///   - pid: The target, as numbered inside the box.
  ///   - quiet: Print only the names, without waiting for the effect.
  /// - Throws: ``UsageError`` for an invalid pid; `ExitCode` 1 if a signal could not be sent.
  package static func kill(
    _ names: BoxNames, with signal: Signal, from origin: Origin, pid: Int32, quiet: Bool
  ) throws {
    guard pid > 0 else {
      throw UsageError("--pid takes a pid of the box from 1, not '\(pid)', such as --pid 7")
    }
    let registry = try BoxRegistry()
    try names.refuseSignals(registry, verb: "kill")
    let step = SendStep(signal, from: origin)
    try names.forEach { name in
      let box = try RunningBox.named(name, in: registry)
      // The effect can only be observed in /proc.
      if quiet || ProcFiles.status(of: box.process.pid) == nil {
        try box.send(step.signal, from: step.origin, to: pid)
        return try printLine(name)
      }
      let place = try registry.directory(name)
      try printRecord("\(name)  \(try effect(of: step, on: pid, of: box, in: place))")
    }
  }

  private static func effect(
    of step: SendStep, on pid: Int32, of box: RunningBox, in place: BoxDirectory
  ) throws -> String {
    let end = try ExitWaiter(of: place)
    let observer = Observer(try ProbedProcess(pid, of: box)) {
      // Only the end of PID 1 is recorded.
      guard pid == 1 else { throw UnknownEnd() }
      return try known(end.wait(), of: box.record.name)
    }
    let result: SendResult
    do {
      result = try observer.send(step)
    } catch is UnknownEnd {
      return step.sentLine(to: pid) + "it ended"
    }
    return step.sentLine(to: pid) + result.effect
  }

  /// A process ended whose parent, and not sigbox, gets its exit status.
  private struct UnknownEnd: Error {}
}
