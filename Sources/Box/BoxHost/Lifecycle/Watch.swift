internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

/// What happens to a box in the foreground, an event at a time.
///
/// Signals that the host process gets meanwhile are passed on to PID 1, as `docker run` does, and
/// the box is ended when its time is over.
package final class Watch {
  /// An event.
  package enum Event: Sendable {
    /// The init says something.
    case message(InitMessage)
    /// PID 1 has ended and is reaped.
    case ended(Termination)
    /// These of the further descriptors can be read, or have ended.
    case readable([FileDescriptor])
    /// The deadline of the call has passed.
    case time
  }

  /// The signals that are passed on.
  package static let forwarded = SignalSet([.term, .int, .hup, .quit, .usr1, .usr2, .winch, .cont])

  private var signals: SignalDescriptor?
  private var box: Box?
  /// Whether the init still reports over the channel.
  package private(set) var channelIsOpen = true
  private var limit: Instant?
  /// Whether the box was ended because its time was over.
  package private(set) var timeIsOver = false
  /// Asked before an INT is passed on; the box is ended instead if it says so.
  package var endsAtInterrupt: (() -> Bool)?

  /// Begins to collect signals; make the box after this, and no signal is missed.
  ///
  /// - Parameter passed: The signals of this process that are passed on; the others act on it.
  /// - Throws: EMFILE, ENFILE, ENOMEM of signalfd(2).
  package init(passing passed: SignalSet = Watch.forwarded) throws(SystemError) {
    if passed.isEmpty {
      Self.forgetCaller()
    } else {
      signals = try Self.collectSignals(passed)
    }
  }

  /// Begins to collect the signals that are passed on, in a process that nothing else has set up.
  static func collectSignals(
    _ passed: SignalSet = Watch.forwarded
  ) throws(SystemError) -> SignalDescriptor {
    forgetCaller()
    return try SignalDescriptor(passed)
  }

  /// Has all signals act on this process again, also those that have come and were not passed on.
  package func close() {
    signals = nil
    SignalMask.set(.empty)
  }

  /// Whoever started sigbox may ignore CHLD, and the box could not be reaped, or may have blocked a
  /// signal that should end sigbox and the box with it.
  private static func forgetCaller() {
    SignalDispositions.reset()
    SignalMask.set(.empty)
  }

  /// Watches a box, for a time at most.
  package func attach(_ box: Box, timeLimit: Duration?) {
    self.box = box
    limit = timeLimit.map { Instant.now + $0 }
  }

  /// Waits for the next event, until a deadline if one is given.
  ///
  /// - Parameters:
  ///   - deadline: When to give up; nil for never.
  ///   - further: Descriptors that are watched as well.
  /// - Returns: The event.
  /// - Throws: What wait(2) throws, for a process that is not there.
  package func next(
    until deadline: Instant? = nil, also further: [FileDescriptor] = []
  ) throws(SystemError) -> Event {
    while let box {
      // Before all else: a box that never stops to write has a limit, too.
      if let limit, limit <= .now {
        self.limit = nil
        timeIsOver = true
        box.kill()
      }
      var descriptors = [box.process.descriptor] + further
      let collected = signals?.descriptor
      if let collected { descriptors.append(collected) }
      if channelIsOpen { descriptors.append(box.socket.descriptor) }
      let readable = Polling.wait(for: descriptors, until: Self.nearest(deadline, limit))
      if let collected, readable.contains(collected) {
        Self.passOn(collected, box.terminal) { signal in
          let isEnd = signal == .int && endsAtInterrupt?() == true
          try box.process.send(isEnd ? .kill : signal)
        }
      }
      // First what the init still said, then that it ended.
      if readable.contains(box.socket.descriptor) {
        if let message = box.socket.receive().flatMap({ InitMessage(decoding: $0) }) {
          return .message(message)
        }
        channelIsOpen = false
        continue
      }
      let ready = further.filter { readable.contains($0) }
      if !ready.isEmpty { return .readable(ready) }
      if readable.contains(box.process.descriptor) {
        self.box = nil
        return .ended(try box.reap())
      }
      if let deadline, deadline <= .now { return .time }
    }
    return .time
  }

  private static func nearest(_ one: Instant?, _ other: Instant?) -> Instant? {
    guard let one, let other else { return one ?? other }
    return min(one, other)
  }

  /// Ends the box and waits until it is gone.
  package func end() throws(SystemError) -> Termination? {
    box?.kill()
    while box != nil {
      if case .ended(let termination) = try next() { return termination }
    }
    return nil
  }

  /// Passes on what has come, but for a change of size where there is a terminal to change.
  static func passOn(
    _ signals: FileDescriptor, _ terminal: FileDescriptor?, to send: (Signal) throws -> Void
  ) {
    while let record = try? SignalDescriptor.next(from: signals) {
      if record.signal == .winch, let terminal {
        Terminals.copySize(from: .standardInput, to: terminal)
      } else {
        // ESRCH: it ended in the meantime, which the next event says.
        try? send(record.signal)
      }
    }
  }
}
