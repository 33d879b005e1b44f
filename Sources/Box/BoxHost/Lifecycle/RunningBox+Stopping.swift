package import SignalModel
package import Linux
internal import SystemPackage

extension RunningBox {
  package enum StopEvent: Sendable {
    /// The box had ended before.
    case hadEnded(Termination)
    /// The signal was sent; with the predicted effect.
    case sent(Signal, Prediction?)
    /// PID 1 did not end within the grace period; KILL was sent.
    case graceIsOver
    /// The box has ended; nil if its monitor was killed.
    case ended(Termination?)
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
      Rule.predict(signal, from: Sender(.host), to: Target($0))
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
    try onEvent(.ended(try end.wait()), .now)
  }
}
