internal import SignalModel
internal import Linux
internal import SystemPackage

/// When to look whether PID 1 is held up at its end.
///
/// Nothing tells of that. It is looked for only after a KILL or a signal to the caller, so that the
/// owner of a box sleeps otherwise.
struct Attention {
  private var since: Instant?
  private(set) var next: Instant?

  mutating func begin() {
    since = .now
    // Signals that keep coming do not put it off.
    if next == nil { next = .now + .milliseconds(300) }
  }

  /// Whether it is time to look.
  var isDue: Bool {
    mutating get {
      guard let since, let next, next <= .now else { return false }
      self.next = .now - since < .seconds(10) ? .now + .milliseconds(200) : nil
      return true
    }
  }
}

extension ProcessDescriptor {
  /// Whether this process, PID 1, has begun to exit, and all that its end waits for has ended, too, but
  /// is not reaped by parents outside.
  ///
  /// That happens to a command of `exec` that has lost both its companion and its caller, if the parent
  /// of orphans on the host does not reap.
  var isHeldUp: Bool {
    guard ProcFiles.isExiting(pid), Polling.wait(for: [descriptor], until: .now).isEmpty else {
      return false
    }
    return members.allSatisfy { $0.hostPid == pid || !$0.status.isLive }
  }
}
