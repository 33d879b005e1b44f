internal import Observation

extension Observer.Timeouts {
  /// The timeouts for many boxes at the same time, given how the program started when it was alone.
  ///
  /// A program that was at rest then will be at rest now. Programs that never rest share the
  /// processors.
  func amongMany(_ starts: some Sequence<StartupOutcome>) -> Observer.Timeouts {
    var timeouts = self
    (timeouts.busyAtStart, timeouts.busy) = (.seconds(10), .milliseconds(300))
    for start in starts {
      switch start.state {
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
