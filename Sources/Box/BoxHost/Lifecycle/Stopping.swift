package import SignalModel
package import Linux
internal import SystemPackage

extension RunningBox {
  /// What happens while a box is stopped.
  package enum StopEvent: Sendable {
    /// There was nothing to stop.
    case hadEnded(Termination)
    /// The signal was sent, and what the kernel's rule says of it.
    case sent(Signal, Prediction?)
    /// PID 1 lives on; KILL was sent.
    case graceIsOver
    /// The box has ended; nil where nobody knows how.
    case ended(Termination?)
  }

  /// Asks PID 1 to end, as docker stop does, and kills it when it has not in time.
  ///
  /// - Parameters:
  ///   - signal: What it is asked with.
  ///   - grace: How long it may take; nil for as long as it likes.
  ///   - place: Where its end is written down.
  ///   - onEvent: Told of each event, and when it was.
  /// - Throws: EPERM; what waiting for the end throws.
  package func stop(
    with signal: Signal, grace: Duration?, in place: BoxDirectory,
    onEvent: (StopEvent, Instant) throws -> Void
  ) throws {
    let end = try ExitWaiter(of: place)
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
      // It ended of itself meanwhile.
    }
    try onEvent(.ended(try end.wait()), .now)
  }
}
