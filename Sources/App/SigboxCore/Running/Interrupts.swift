internal import BoxHost
internal import Linux
internal import Observation
internal import SignalModel

/// Decides what Ctrl-C does while a box runs in the foreground or the caller is attached to it.
final class Interrupts {
  private let pid: Int32
  private let effect: String
  private var count = InterruptCount()
  /// Whether the third Ctrl-C came, which is not passed on.
  private(set) var hasEnded = false

  /// - Parameters:
  ///   - pid: PID 1 of the box, as the caller numbers it.
  ///   - effect: What the third Ctrl-C does, for the explanation.
  init(_ pid: Int32, third effect: String = "ends the box") {
    self.pid = pid
    self.effect = effect
  }

  /// Whether an INT ends the box instead of being sent to PID 1; call it before sending.
  func shouldEnd() -> Bool {
    // Inspecting PID 1 takes a while on a busy machine.
    let arrival = Instant.now
    guard let now = try? ProcessInspection(pid) else { return false }
    let verdict = Rule.predict(.int, from: Sender(.host), to: now.target).verdict
    switch count.note(verdict, isPending: now.target.pending.contains(.int), at: arrival) {
    case .pass: return false
    case .explain:
      try? printNotice("INT had no effect: \(Self.reason(verdict)): Ctrl-C again \(effect)")
      return false
    case .end:
      hasEnded = true
      return true
    }
  }

  private static func reason(_ verdict: Verdict) -> String {
    switch verdict {
    case .ignored: "PID 1 ignores it"
    case .blocked: "PID 1 blocks it, or is stopped or frozen"
    default: "PID 1 has no handler for it, and the kernel drops it"
    }
  }
}
