internal import SignalModel

/// Which signals a script can have handled, according to /proc.
///
/// A script says over the channel what it has handled. That counts only for signals that it was seen
/// to catch, or to take without a handler: to block, as signalfd(2) requires, or to wait for.
struct HandledClaims {
  private var possible = SignalSet.empty

  /// Records what /proc shows.
  mutating func note(_ target: Target) {
    possible = possible.union(target.takeable)
  }

  func allows(_ signals: SignalSet) -> Bool { signals.subtracting(possible).isEmpty }

  /// The part of a claim that counts.
  func confirmed(_ claim: SignalCounts) -> SignalCounts { claim.only(possible) }
}

extension Target {
  /// The signals that the process catches, blocks or waits for.
  var takeable: SignalSet {
    otherBlocked.reduce(caught.union(blocked).union(allAwaited)) { $0.union($1) }
  }
}
