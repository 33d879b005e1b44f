internal import BoxHost
internal import Linux

extension Observer {
  /// Reports that the process does not meet the condition for readiness yet.
  ///
  /// - Throws: ``BoxFailure`` if the time is over.
  func wait(for condition: ReadyCondition, since start: Instant) throws {
    let limit = try requireTime(condition.ownTime, since: start) {
      "\(condition.missing): wait for something that it does when it is ready"
    }
    let elapsed = Instant.now - start
    guard let onDelay, elapsed > .seconds(1) else { return }
    onDelay(
      Delay(goal: .readiness, reason: .condition(condition), elapsed: elapsed, limit: limit))
  }

  /// Checks that the time for becoming ready is not over, and returns how long it is.
  ///
  /// - Parameters:
  ///   - own: What the user allows in addition.
  ///   - start: When the time began.
  ///   - reason: Why the process is not ready, and what to do.
  /// - Returns: The limit.
  /// - Throws: ``BoxFailure`` if the time is over.
  @discardableResult
  func requireTime(
    _ own: Duration, since start: Instant, because reason: () -> String
  ) throws -> Duration {
    let limit = timeouts.condition + own
    guard Instant.now - start > limit else { return limit }
    throw BoxFailure(status: 125, "not ready after \(limit.short): \(reason())")
  }
}
