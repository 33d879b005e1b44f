package import BoxProtocol
package import Linux
package import SignalModel

/// One thing that happened to a process of a box.
package struct RunEvent: Hashable, Codable, Sendable {
  /// What happened.
  package enum Kind: Hashable, Codable, Sendable {
    /// It was there just before the signal, in this state.
    case found(Target)
    /// Another process made it with fork(2) or clone(2).
    case forked(parent: Int32)
    /// It executed another program: execve(2).
    case executed
    /// A signal was sent to it.
    case sent(Signal, by: Sender, Prediction.Generation)
    /// It took a signal.
    case delivered(Signal)
    /// It ended; nil if it is not known how.
    case ended(TerminationFields?)
  }

  /// Who sent a signal.
  package struct Sender: Hashable, Codable, Sendable {
    /// The process that was running when the signal was sent.
    package let pid: Int32
    /// Its name.
    package let name: String
    /// Whether the kernel sent the signal, on account of what that process did.
    package let isKernel: Bool
  }

  /// When, on the monotonic clock.
  package let time: Instant
  /// The process, as the caller's PID namespace numbers it.
  package let pid: Int32
  /// Its name at that time.
  package let name: String
  /// What happened.
  package let kind: Kind

  package init(time: Instant, pid: Int32, name: String, kind: Kind) {
    (self.time, self.pid, self.name, self.kind) = (time, pid, name, kind)
  }
}
