internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

/// The events of a box in the foreground.
///
/// Signals to the host process are passed on to PID 1, as `docker run` does. The box is killed when
/// its time limit is over.
package final class Watch {
  package enum Event: Sendable {
    /// A message of the init that counts: a claim of the program.
    case message(InitMessage)
    /// PID 1 has ended and was reaped.
    case ended(Termination)
    /// Further descriptors that can be read, or are at their end.
    case readable([FileDescriptor])
    /// The deadline has passed.
    case time
  }

  /// The signals that are passed on.
  package static let forwarded = SignalSet([.term, .int, .hup, .quit, .usr1, .usr2, .winch, .cont])

  /// Those that ask a process to end.
  static let ending = SignalSet([.term, .int, .hup, .quit])

  /// Whether such a signal is collected and waits to be passed on.
  static var isAskedToEnd: Bool { !SignalMask.pending.intersection(ending).isEmpty }

  private var signals: SignalDescriptor?
  private var box: Box?
  /// What of the box's messages counts.
  private var conversation: InitConversation?
  /// Whether the init can still send messages.
  package private(set) var channelIsOpen = true
  private var limit: Instant?
  /// Readable once the guardian of the box was killed.
  private var guardian: FileDescriptor?
  /// Until when PID 1 is looked at, because it was killed or a signal came.
  private var attention = Attention()
  /// Whether the box was killed because of its time limit.
  package private(set) var timeIsOver = false
  /// Called at each INT; if it returns true, the box is killed and the INT is not passed on.
  package var endsAtInterrupt: (() -> Bool)?

  /// Starts to collect signals; a box that is made afterwards misses none.
  ///
  /// - Parameter passed: The signals that are passed on; others have their effect on this process.
  /// - Throws: EMFILE, ENFILE, ENOMEM of signalfd(2).
  package init(passing passed: SignalSet = Watch.forwarded) throws(SystemError) {
    if passed.isEmpty {
      Self.forgetCaller()
    } else {
      signals = try Self.collectSignals(passed)
    }
  }

  /// Starts to collect the signals that are passed on.
  static func collectSignals(
    _ passed: SignalSet = Watch.forwarded
  ) throws(SystemError) -> SignalDescriptor {
    forgetCaller()
    return try SignalDescriptor(passed)
  }

  /// Stops collecting; pending signals have their effect on this process.
  package func close() {
    signals = nil
    SignalMask.set(.empty)
  }

  /// Resets dispositions and mask, which sigbox inherits from its parent.
  ///
  /// With CHLD ignored, the box could not be reaped. A blocked signal could not end sigbox.
  private static func forgetCaller() {
    SignalDispositions.reset()
    SignalMask.set(.empty)
  }

  /// Starts to watch a box.
  ///
  /// - Parameters:
  ///   - box: The box.
  ///   - timeLimit: When it is killed; nil for no limit.
  ///   - isOrdinary: Whether its program runs below a PID 1 that only reaps.
  ///   - key: What messages of extension modules start with; empty if there are none.
  package func attach(
    _ box: Box, timeLimit: Duration?, isOrdinary: Bool = false, key: [UInt8] = []
  ) {
    self.box = box
    guardian = box.guardianEnding
    conversation = InitConversation(
      pid1: box.process.pid, isOrdinary: isOrdinary, key: key)
    limit = timeLimit.map { Instant.now + $0 }
  }

  /// Waits for the next event, until a deadline if one is given.
  ///
  /// - Parameters:
  ///   - deadline: The time of ``Event/time``; nil for none.
  ///   - further: Descriptors to watch as well.
  /// - Returns: The event.
  /// - Throws: ECHILD of wait(2) if PID 1 was reaped elsewhere.
  package func next(
    until deadline: Instant? = nil, also further: [FileDescriptor] = []
  ) throws(SystemError) -> Event {
    while let box {
      // First, so that the limit holds for a box that writes without a pause.
      if let limit, limit <= .now {
        self.limit = nil
        timeIsOver = true
        kill(box)
      }
      if attention.isDue, box.process.isHeldUp {
        self.box = nil
        box.letGo()
        return .ended(.killed(.kill, core: false))
      }
      let streams = box.streams
      var descriptors = [box.process.descriptor] + further + (streams?.descriptors ?? [])
      if let guardian { descriptors.append(guardian) }
      let collected = signals?.descriptor
      if let collected { descriptors.append(collected) }
      if channelIsOpen { descriptors.append(box.socket.descriptor) }
      let readable = Polling.wait(
        for: descriptors, writable: streams?.writable ?? [],
        until: [deadline, limit, attention.next, streams?.deadline].compactMap { $0 }.min())
      // First, so that output comes before what is reported after it.
      streams?.relay(readable)
      if let collected, readable.contains(collected) {
        attention.begin()
        Self.passOn(collected, box.terminal) { signal in
          let isEnd = signal == .int && endsAtInterrupt?() == true
          try box.process.send(isEnd ? .kill : signal)
        }
      }
      // A box without a guardian would survive its owner. The second guardian ends it, too.
      if let guardian, readable.contains(guardian) {
        self.guardian = nil
        kill(box)
      }
      // The last messages of the init come before its end.
      if readable.contains(box.socket.descriptor) {
        guard let letter = box.socket.receiveLetter() else {
          channelIsOpen = false
          continue
        }
        if let message = conversation?.take(letter.bytes, from: letter.sender) {
          return .message(message)
        }
        if let deadline, deadline <= .now { return .time }
        continue
      }
      let ready = further.filter { readable.contains($0) }
      if !ready.isEmpty { return .readable(ready) }
      if readable.contains(box.process.descriptor) {
        self.box = nil
        let termination = try box.reap()
        try streams?.finish()
        return .ended(termination)
      }
      if let deadline, deadline <= .now { return .time }
    }
    return .time
  }

  private func kill(_ box: Box) {
    box.kill()
    attention.begin()
  }

  /// Kills the box and reaps it.
  package func end() throws(SystemError) -> Termination? {
    if let box { kill(box) }
    while box != nil {
      if case .ended(let termination) = try next() { return termination }
    }
    return nil
  }

  /// Passes on pending signals; a WINCH resizes the box's terminal if there is one.
  static func passOn(
    _ signals: FileDescriptor, _ terminal: FileDescriptor?, to send: (Signal) throws -> Void
  ) {
    while let record = try? SignalDescriptor.next(from: signals) {
      if record.signal == .winch, let terminal {
        Terminals.copySize(from: .standardInput, to: terminal)
      } else {
        // ESRCH: it has ended meanwhile; the next event reports it.
        try? send(record.signal)
      }
    }
  }
}
