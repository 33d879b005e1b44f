extension Observer {
  /// How long is long enough.
  public struct Patience: Sendable {
    /// For processes that rest, by the clock.
    var quiet = Duration.milliseconds(50)
    /// For processes that never rest, by the processor time that they got: until they are ready, and
    /// after a signal.
    var busyAtStart = Duration.milliseconds(500)
    var busy = Duration.milliseconds(500)
    /// For a script that never makes a call that blocks, or waits in one of Lua's own.
    var script = Duration.seconds(2)
    /// By the clock: when a program is taken as it is.
    var ready = Duration.seconds(30)
    /// By the clock: when an effect is no longer waited for.
    var effect = Duration.seconds(10)
    /// By the clock: when the end that the rule promises is no longer waited for.
    var end = Duration.seconds(10)
    /// By the clock: when a zombie will not be reaped any more.
    var zombie = Duration.milliseconds(300)
    /// By the clock: when a program whose children come and go will have none to be named.
    var child = Duration.seconds(1)

    /// The patience of a single observation.
    public init() {}

    /// For a program alone that is going to be observed in many boxes.
    static var thorough: Patience {
      var patience = Patience()
      patience.busyAtStart = .seconds(2)
      patience.ready = .seconds(15)
      return patience
    }

    /// For one of many boxes side by side, whose program began so when it was alone.
    ///
    /// Whoever rested then will rest now; those that run on and on share the processors.
    func amongMany(_ starts: some Sequence<Start>) -> Patience {
      var patience = self
      (patience.busyAtStart, patience.busy) = (.seconds(10), .milliseconds(300))
      for start in starts {
        switch start.outcome {
        case .busy:
          (patience.busyAtStart, patience.busy) = (.milliseconds(40), .milliseconds(40))
        case .restless: (patience.ready, patience.effect) = (.seconds(1), .seconds(1))
        case .rests, .stopped, .ended: break
        }
      }
      return patience
    }
  }
}
