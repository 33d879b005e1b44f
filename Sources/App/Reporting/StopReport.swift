package import BoxHost
internal import BoxProtocol
internal import SignalModel

/// The timeline that `sigbox stop` prints.
package enum StopReport {
  /// One line: time, box, event.
  ///
  /// - Parameters:
  ///   - name: The box's name.
  ///   - event: The event.
  ///   - duration: The time since the stop began.
  /// - Returns: The line.
  package static func line(
    _ name: String, _ event: RunningBox.StopEvent, after duration: Duration
  ) -> String {
    "\(seconds(duration))  \(name)  \(what(event))"
  }

  private static func what(_ event: RunningBox.StopEvent) -> String {
    switch event {
    case .hadEnded(let end):
      "had ended: \(ending(end.termination))" + cause(end.outOfMemoryKills)
    case .sent(let signal, let prediction?): "\(signal.name) sent: \(prediction.reason)"
    case .sent(let signal, nil): "\(signal.name) sent"
    case .graceIsOver:
      "the grace period is over: KILL sent, which PID 1 cannot ignore if it comes from the host"
    case .ended(let termination?, let kills): ending(termination) + cause(kills)
    case .ended(nil, _): "ended, and its monitor too"
    }
  }

  private static func cause(_ kills: OutOfMemoryKills?) -> String {
    kills?.sentence.map { "; \($0)" } ?? ""
  }

  private static func ending(_ termination: Termination) -> String {
    "\(termination) (exit status \(termination.shellStatus))"
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = max(0, duration / .milliseconds(1))
    let rounded = Int(milliseconds.rounded())
    let fraction = "\(1000 + rounded % 1000)".dropFirst()
    return "\(rounded / 1000).\(fraction) s"
  }
}
