internal import Linux
package import SignalModel

/// When a program stopped changing, after it had seemed ready.
package enum Settling: String, Codable, Sendable {
  /// It was ready when it seemed so.
  case atOnce = "at_once"
  /// It changed its handlers or its name, or started processes, and was ready then.
  case later
  /// Its children came and went as long as it was given time.
  case never
}

extension Observer {
  /// Waits until the process is ready, and gives one that seems to be still starting more time.
  ///
  /// A start script may sleep while it waits for a database, and a supervisor before it starts its
  /// programs. A script reports when it is ready, and a condition or a time that the user has set
  /// replaces this guess.
  ///
  /// - Returns: The status of the process, nil if it ended; how long that took; when it settled.
  /// - Throws: What ``waitUntilReady()`` throws.
  package func waitUntilSettled() throws -> (
    status: ProcessStatus?, elapsed: Duration, settling: Settling
  ) {
    let start = Instant.now
    var status = try waitUntilReady()
    var elapsed = Instant.now - start
    var settling = Settling.atOnce
    while mayStillStart, status != nil, termination == nil {
      switch try change(within: timeouts.patience) {
      case .progress where Instant.now - start < timeouts.ready:
        status = try waitUntilReady()
        (elapsed, settling) = (Instant.now - start, .later)
      case .churn where Instant.now - start < timeouts.patienceWithChildren: break
      case .churn where settling == .atOnce: return (status, elapsed, .never)
      case .none, .progress, .churn: return (status, elapsed, settling)
      }
    }
    return (status, elapsed, settling)
  }

  private enum Change {
    case none
    case progress
    case churn
  }

  /// How the process and its descendants changed in a time; not at all if it ended.
  private func change(within time: Duration) throws -> Change {
    guard let before = look() else { return .none }
    let start = Instant.now
    var churn = Churn()
    churn.note(before.main, family: before.family, at: start)
    var count = before.family.count
    var now = start
    while now - start < time {
      _ = try next(until: now + .milliseconds(20))
      guard let snapshot = look() else { return .none }
      if !snapshot.main.isSameProgram(as: before.main) { return .progress }
      now = .now
      churn.note(snapshot.main, family: snapshot.family, at: now)
      count = snapshot.family.count
    }
    if churn.departures > 0 { return .churn }
    return count > before.family.count ? .progress : .none
  }
}

extension ProcessStatus {
  /// Whether it has the same name, and ignores and catches the same signals.
  fileprivate func isSameProgram(as other: ProcessStatus) -> Bool {
    name == other.name && ignored == other.ignored && caught == other.caught
  }
}
