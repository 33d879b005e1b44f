internal import BoxProtocol
internal import Linux

extension Observer {
  /// What happened to the process, PID 1, and its descendants since the last signal; nil without one, or
  /// if they were not followed.
  ///
  /// The kernel's tracepoints can add to it.
  package var runEvents: RunEvents? {
    guard let lastSent, followsFamily else { return nil }
    let now = Instant.now
    var events = followed.flatMap { $0.events(at: now) }
    if let termination {
      let end = TerminationFields(termination)
      events.append(RunEvent(time: now, pid: process.hostPid, name: "", kind: .ended(end)))
    }
    return RunEvents(
      events, of: lastSent.signal, to: process.hostPid, sent: lastSent.time, until: now)
  }
}
