package import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

extension RunningBox {
  package enum StopEvent: Sendable {
    /// The box had ended before.
    case hadEnded(BoxRecord.End)
    /// The signal was sent; with the predicted effect.
    case sent(Signal, Prediction?)
    /// PID 1 did not end within the grace period; KILL was sent.
    case graceIsOver
    /// The box has ended, with what the OOM killer did in it; nil if its monitor was killed.
    case ended(Termination?, OutOfMemoryKills?)
  }

  /// Sends PID 1 a signal, and KILL after a grace period, like docker stop.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - grace: The grace period; nil for no KILL.
  ///   - directory: The files of the box.
  ///   - onEvent: Called with each event and its time.
  /// - Throws: EPERM; what waiting for the end throws.
  package func stop(
    with signal: Signal, grace: Duration?, in directory: BoxDirectory,
    onEvent: (StopEvent, Instant) throws -> Void
  ) throws {
    let end = try ExitWaiter(of: directory)
    let prediction = ProcFiles.status(of: process.pid).map {
      Rule.predict(
        signal, from: Sender(.host),
        to: Target(inspecting: $0, threads: ProcFiles.threads(of: process.pid)))
    }
    do {
      try process.send(signal)
      try onEvent(.sent(signal, prediction), .now)
      if !hasEnded(by: grace.map { .now + $0 }) {
        try process.send(.kill)
        try onEvent(.graceIsOver, .now)
      }
    } catch let error as SystemError where error.errno == .noSuchProcess {
      // It has exited meanwhile.
    }
    try onEvent(.ended(try waitForMonitor(end), end.outOfMemoryKills), .now)
  }

  /// Kills the box, and waits until it and its monitor have ended.
  ///
  /// - Parameter directory: The files of the box.
  /// - Returns: How it ended; nil if its monitor was killed.
  /// - Throws: ENOENT, ENOLCK.
  @discardableResult
  package func kill(in directory: BoxDirectory) throws(SystemError) -> Termination? {
    let end = try ExitWaiter(of: directory)
    try? process.send(.kill)
    return try waitForMonitor(end)
  }

  /// Waits until the box and its monitor have ended.
  ///
  /// - Parameter end: The end of the box.
  /// - Returns: How it ended; nil if its monitor was killed.
  /// - Throws: ENOLCK.
  package func wait(for end: borrowing ExitWaiter) throws(SystemError) -> Termination? {
    while !hasEnded(by: .now + .seconds(1)), !process.isHeldUp {}
    return try waitForMonitor(end)
  }

  /// Waits for the monitor of a box that has ended or was killed.
  ///
  /// A monitor that is stopped cannot notice the end. One that waits for a PID 1 that is held up looks
  /// at it when a signal comes.
  private func waitForMonitor(
    _ end: borrowing ExitWaiter
  ) throws(SystemError) -> Termination? {
    if let monitor = try? OwnedProcess(pid: record.monitor), !end.isOver {
      while Polling.wait(for: [monitor.descriptor], until: .now + .milliseconds(100)).isEmpty,
        !end.isOver
      {
        monitor.process.continueIfStopped()
        if process.isHeldUp { try? monitor.process.send(.cont) }
      }
    }
    return try end.wait()
  }

  /// Has the monitors of boxes that have ended take notice, and waits a moment for them.
  ///
  /// - Returns: Whether a record may have changed.
  package static func settle(_ records: [BoxRecord], in registry: BoxRegistry) -> Bool {
    var isChanged = false
    for record in records {
      guard let box = RunningBox(record), let directory = try? registry.directory(record.name),
        let end = try? ExitWaiter(of: directory), !end.isOver,
        box.hasEnded(by: .now) || box.process.isHeldUp,
        let monitor = try? OwnedProcess(pid: record.monitor)
      else { continue }
      try? monitor.process.send(.cont)
      _ = Polling.wait(for: [monitor.descriptor], until: .now + .seconds(1))
      isChanged = true
    }
    return isChanged
  }
}
