package import SignalModel

/// Why a signal had the effect that was observed.
package struct SendReason: Hashable, Sendable, CustomStringConvertible {
  /// How observation and rule relate.
  package enum Cause: Hashable, Sendable {
    /// The rule predicted it, for this reason.
    case rule(String)
    /// The script's handler has not run yet.
    case handlerPending(Signal)
    /// The process unblocked the signal, and the rule predicted what followed.
    case unblocked(Signal, String)
    /// The process waited for the signal but did not block it, and the rule predicted this for it.
    case awaitedUnblocked(Prediction)
    /// Nothing shows what became of the signal.
    case unseen(Signal)
    /// The process accepted a signal for which it has no handler. Only the effect shows that.
    case accepted(Signal)
    /// The kernel discarded the signal, and the process exited for another reason.
    case coincidence(Signal, String)
    /// The rule predicted another verdict.
    case contradiction(predicted: Verdict, String)
    /// The process had ended before.
    case notSent(ProbedProcess.Role, Termination)
  }

  package let cause: Cause
  /// What the program then did itself, such as exit in its handler.
  package var consequence: Verdict?
  /// How long after a first verdict the effect came; nil if that is the effect.
  package var delay: Duration?

  package var description: String {
    Self.text(of: cause) + (consequence?.consequence ?? "")
      + (delay.map { "; that was seen only \($0.short) later" } ?? "")
  }

  private static func text(of cause: Cause) -> String {
    switch cause {
    case .rule(let reason): reason
    case .handlerPending(let signal):
      "\(signal.name) is caught (SigCgt) and was delivered, but the script has not run its handler "
        + "yet: it runs when a C function of Lua or another handler ends, or, if it is deferred, "
        + "when a call blocks"
    case .unblocked(let signal, let reason): "\(signal.name) was blocked at first, then: \(reason)"
    case .awaitedUnblocked(let prediction):
      "a wait (sigtimedwait) keeps only a signal that was blocked before it: \(prediction.reason)"
    case .unseen(let signal):
      "\(signal.name) is no longer pending, but /proc does not show whether the program accepted it or "
        + "the kernel discarded it"
    case .accepted(let signal):
      "\(signal.name) was accepted: the program waits for it without a handler, as sigwait(3) and "
        + "signalfd(2) do, and the kernel keeps such a signal"
    case .coincidence(let signal, let reason):
      "nothing shows that \(signal.name) caused this: \(reason)"
    case .contradiction(let predicted, let reason):
      "AGAINST THE RULE, which says \(predicted): \(reason)"
    case .notSent(let role, let end): "not sent: \(role == .pid1 ? "PID 1" : "it") had \(end.past)"
    }
  }
}

extension Verdict {
  /// What follows the cause in the sentence.
  fileprivate var consequence: String {
    switch self {
    case .exited(let code): ", and it ended with exit code \(code)"
    case .killed(let signal): ", and it was killed by \(signal.name)"
    case .stopped: ", and it then stopped itself"
    case .handled, .caught, .ignored, .dropped, .blocked, .continued, .refused, .unknown: ""
    }
  }
}

extension Termination {
  /// What follows "had": `exited 2`, `been killed by KILL`.
  fileprivate var past: String {
    switch self {
    case .exited: "\(self)"
    case .killed: "been \(self)"
    }
  }
}
