internal import BoxProtocol
internal import SignalModel
internal import Linux

/// A PID 1 that does nothing but reap, so that the program is an ordinary process.
enum Reaper {
  /// Runs the program below the caller, which stays PID 1 to the end of the box.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - isCommand: Whether it is executed; a script says itself that it has started.
  ///   - channel: Where its end is told.
  static func run(_ program: () -> Never, isCommand: Bool, _ channel: HostChannel) -> Never {
    do {
      var execution = try Pipe()
      let pid = try Cloning.fork {
        // As a shell would: in an orphaned group the terminal's stop signals would do nothing.
        try? ProcessGroups.set(0, group: 0)
        program()
      }
      execution.closeWriting()
      // The pipe ends with execve, or with a program that has said by then why it does not run.
      if isCommand, try Descriptors.read(execution.reading).isEmpty { channel.reportStarted() }
      reap(telling: channel, of: pid)
    } catch {
      channel.fail(status: 125, "\(error)")
    }
  }

  private static func reap(telling channel: HostChannel, of program: Int32) -> Never {
    while true {
      do {
        guard case .finished(let change?) = try Interruptible.wait(for: .any, .ended),
          change.pid == program, case .ended(let termination) = change.event
        else { continue }
        channel.reportEnd(termination)
      } catch {
        // ECHILD: all have ended, and soon the host ends the box.
        Interruptible.pause()
      }
    }
  }
}
