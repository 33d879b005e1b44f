internal import Observation

extension Observer.Timeouts {
  /// For one of many boxes side by side, whose program began so when it was alone.
  ///
  /// Whoever rested then will rest now; those that run on and on share the processors.
  func amongMany(_ starts: some Sequence<StartupOutcome>) -> Observer.Timeouts {
    var timeouts = self
    (timeouts.busyAtStart, timeouts.busy) = (.seconds(10), .milliseconds(300))
    for start in starts {
      switch start.outcome {
      case .busy:
        (timeouts.busyAtStart, timeouts.busy) = (.milliseconds(40), .milliseconds(40))
      case .restless:
        (timeouts.ready, timeouts.effect) = (.seconds(1), .seconds(1))
        timeouts.children = .milliseconds(300)
      case .rests, .stopped, .ended: break
      }
    }
    return timeouts
  }
}
