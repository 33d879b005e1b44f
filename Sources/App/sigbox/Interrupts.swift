import Observation
import BoxHost
import Probing
import SignalModel
import Linux

/// What becomes of Ctrl-C while a box is in the foreground, or while the caller is attached to it.
final class Interrupts {
  private let pid: Int32
  private let effect: String
  private var count = InterruptCount()
  /// Whether the third came, and was not passed on.
  private(set) var hasEnded = false

  /// Begins to count.
  ///
  /// - Parameters:
  ///   - pid: PID 1, as the caller numbers it.
  ///   - effect: What the third one does, in the explanation.
  init(_ pid: Int32, third effect: String = "ends the box") {
    self.pid = pid
    self.effect = effect
  }

  /// Looks at PID 1 just before it gets an INT, and tells whether this one is the end instead.
  func shouldEnd() -> Bool {
    // Before the look at PID 1, which takes a while on a busy machine.
    let arrival = Instant.now
    guard let now = try? ProcessInspection(pid: pid) else { return false }
    let verdict = Rule.predict(.int, from: Sender(.host), to: now.target).verdict
    switch count.note(verdict, isPending: now.target.pending.contains(.int), at: arrival) {
    case .pass: return false
    case .explain:
      try? BoxRun.tell("INT had no effect: \(Self.reason(verdict)): Ctrl-C again \(effect)")
      return false
    case .end:
      hasEnded = true
      return true
    }
  }

  private static func reason(_ verdict: Verdict) -> String {
    switch verdict {
    case .ignored: "PID 1 ignores it"
    case .blocked: "PID 1 blocks it, or is stopped"
    default: "PID 1 has no handler for it, and the kernel drops it"
    }
  }
}
