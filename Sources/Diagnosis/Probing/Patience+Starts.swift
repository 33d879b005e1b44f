internal import Observation

extension Observer.Patience {
  /// For one of many boxes side by side, whose program began so when it was alone.
  ///
  /// Whoever rested then will rest now; those that run on and on share the processors.
  func amongMany(_ starts: some Sequence<Start>) -> Observer.Patience {
    var patience = self
    (patience.busyAtStart, patience.busy) = (.seconds(10), .milliseconds(300))
    for start in starts {
      switch start.outcome {
      case .busy:
        (patience.busyAtStart, patience.busy) = (.milliseconds(40), .milliseconds(40))
      case .restless:
        (patience.ready, patience.effect) = (.seconds(1), .seconds(1))
        patience.children = .milliseconds(300)
      case .rests, .stopped, .ended: break
      }
    }
    return patience
  }
}
