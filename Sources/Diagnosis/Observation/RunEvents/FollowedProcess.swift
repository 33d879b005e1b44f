internal import BoxProtocol
internal import Linux
internal import SignalModel

/// A descendant of PID 1 that is followed to its end.
final class FollowedProcess {
  private let owner: OwnedProcess
  private let found: RunEvent

  /// Opens a process, and reads its state; nil if it has ended.
  ///
  /// - Parameters:
  ///   - pid: The process.
  ///   - time: When the event is said to have happened.
  init?(_ pid: Int32, at time: Instant) {
    guard let owner = try? OwnedProcess(pid: pid) else { return nil }
    guard let snapshot = ProcSnapshot(of: pid, withAwaited: true) else { return nil }
    self.owner = owner
    let name = ProcessName.name(snapshot.main.name, ProcFiles.commandLine(of: pid))
    found = RunEvent(time: time, pid: pid, name: name, kind: .found(snapshot.target))
  }

  /// What is known of it: its state before, and its end.
  ///
  /// - Parameter now: When it was looked at.
  /// - Returns: One or two events.
  func events(at now: Instant) -> [RunEvent] {
    let hasEnded = !Polling.wait(for: [owner.descriptor], until: now).isEmpty
    guard hasEnded else { return [found] }
    let end = owner.process.termination.map { TerminationFields($0) }
    return [found, RunEvent(time: now, pid: found.pid, name: found.name, kind: .ended(end))]
  }
}
