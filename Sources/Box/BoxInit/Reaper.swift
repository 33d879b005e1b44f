internal import BoxProtocol
internal import SignalModel
internal import Linux

/// A PID 1 that only reaps, so that the program is an ordinary process.
enum Reaper {
  /// Runs the program as a child of the caller, which stays PID 1 until the box ends.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - isCommand: Whether it is executed; a script reports its start itself.
  ///   - channel: Where its end is reported.
  static func run(_ program: () -> Never, isCommand: Bool, _ channel: HostChannel) -> Never {
    do {
      let pid = try start(program, isCommand: isCommand, channel)
      reap(telling: channel, of: pid)
    } catch {
      channel.fail(status: 125, error)
    }
  }

  private static func start(
    _ program: () -> Never, isCommand: Bool, _ channel: HostChannel
  ) throws -> Int32 {
    var execution = try Pipe()
    let pid = try Cloning.fork {
      // As a shell does: in an orphaned group, stop signals of the terminal have no effect.
      try? ProcessGroups.set(0, group: 0)
      program()
    }
    execution.closeWriting()
    // The pipe closes at execve, or when the program exits after it has reported a failure.
    if isCommand, try Descriptors.read(execution.reading).isEmpty { channel.reportStarted() }
    return pid
  }

  private static func reap(telling channel: HostChannel, of program: Int32) -> Never {
    while true {
      do {
        guard case .finished(let change?) = try Interruptible.wait(for: .any, .ended),
          change.pid == program, case .ended(let termination) = change.event
        else { continue }
        channel.reportEnd(termination)
      } catch {
        // ECHILD: all have ended; the host is about to kill the box.
        Interruptible.pause()
      }
    }
  }
}
