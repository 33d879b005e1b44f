package import BoxHost
package import SignalModel
package import Linux

/// Sends the steps of `sigbox run --send` to a box.
package enum SendSession {
  /// Waits until PID 1 is ready, sends the steps in order, and kills the box if it is still running
  /// after the grace period.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - grace: How long the box may continue after the last step.
  ///   - box: The box.
  ///   - watch: The watch to which the box is attached.
  ///   - isScript: Whether PID 1 is a script.
  ///   - condition: What has to be so before PID 1 counts as ready; nil for nothing.
  ///   - settle: How long PID 1 must stay unchanged to be ready; nil for the usual times.
  ///   - trace: The kernel's record, begun before the box; nil without one.
  ///   - onDelay: Called repeatedly while a wait takes more than a second.
  ///   - onReady: Called with the status of PID 1 when it is ready.
  ///   - onResult: Called with each result when it is final.
  /// - Returns: Everything that was observed.
  /// - Throws: ``BoxFailure`` if PID 1 is not ready in time; what the callbacks throw; EPERM if a signal
  ///   may not be sent.
  package static func run(
    _ steps: [SendStep], grace: Duration, _ box: Box, _ watch: Watch, isScript: Bool,
    ready condition: ReadyCondition?, settle: Duration?, _ trace: borrowing SignalTrace?,
    onDelay: @escaping (Delay) -> Void, onReady: (ProcessStatus) throws -> Void,
    onResult: (SendResult) throws -> Void
  ) throws -> SendReport {
    var timeouts = Observer.Timeouts()
    timeouts.settle = settle
    let observer = Observer(
      ProbedProcess(pid1Of: box), watch, isScript: isScript, ready: condition, timeouts: timeouts)
    observer.onDelay = onDelay
    observer.followsFamily = true
    let ready = try observer.waitUntilReady()
    if let ready { try onReady(ready) }
    var results: [SendResult] = []
    for (index, step) in steps.enumerated() {
      if index == 0 { try observer.wait(step.delay) }
      var result = try observer.send(step)
      // The delay of the next step is still part of the effect of this one.
      try observer.wait(
        index + 1 < steps.count ? steps[index + 1].delay : grace, for: &result)
      results.append(result)
      try onResult(result)
    }
    let wasEnded = observer.termination == nil || watch.timeIsOver
    var events = observer.runEvents
    if let record = trace.record() { events?.add(record) }
    return SendReport(
      ready: ready, results: results, end: try observer.end(), wasEnded: wasEnded, events: events)
  }
}
