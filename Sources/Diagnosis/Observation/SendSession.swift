package import BoxHost
package import SignalModel
internal import Linux

/// Sends steps in order to a box that is ready.
package enum SendSession {
  /// Runs the steps, and ends the box when it outlives the last.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - grace: How long the box may go on after the last.
  ///   - box: The box.
  ///   - watch: The watch that the box is attached to.
  ///   - isScript: Whether PID 1 is a script.
  ///   - onDelay: Called again and again while something takes more than a second.
  ///   - onReady: Called with the status of PID 1 when it is ready.
  ///   - onResult: Called with each result when it is final.
  /// - Returns: Everything that was seen.
  /// - Throws: What the callbacks throw, and EPERM of a signal that may not be sent.
  package static func run(
    _ steps: [SendStep], grace: Duration, _ box: Box, _ watch: Watch, isScript: Bool,
    onDelay: @escaping (Delay) -> Void, onReady: (ProcessStatus) throws -> Void,
    onResult: (SendResult) throws -> Void
  ) throws -> SendReport {
    let observer = Observer(ProbedProcess(pid1Of: box), watch, isScript: isScript)
    observer.onDelay = onDelay
    let ready = try observer.waitUntilReady()
    if let ready { try onReady(ready) }
    var results: [SendResult] = []
    for (index, step) in steps.enumerated() {
      if index == 0 { try observer.wait(step.delay) }
      var result = try observer.send(step)
      // The next one's delay still belongs to the effect of this one.
      try observer.wait(index + 1 < steps.count ? steps[index + 1].delay : grace)
      result.extend(with: observer.termination)
      results.append(result)
      try onResult(result)
    }
    let wasEnded = observer.termination == nil || watch.timeIsOver
    return SendReport(
      ready: ready, results: results, end: try observer.end(), wasEnded: wasEnded)
  }
}

extension SendResult {
  /// A handler that ended PID 1 after a while.
  fileprivate mutating func extend(with termination: Termination?) {
    guard verdict == .handled, let termination else { return }
    verdict = Verdict(termination)
    reason += ", and it then ended: \(termination)"
  }
}
