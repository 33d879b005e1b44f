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
    /// For a script that waits, and for a program, by the clock: how long their children come and go
    /// until they are ready.
    var childrenOfScript = Duration.milliseconds(100)
    var children = Duration.seconds(1)
    /// For a program whose children came and went, by the clock: a rest that is no child's sleep.
    var rest = Duration.milliseconds(150)
    /// For a process that was ready though its children came and went: how long they come and go, and
    /// how many go, after a signal that may have had an effect.
    var effectAmongChildren = (time: Duration.milliseconds(500), departures: 4)
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
      patience.children = .seconds(2)
      patience.ready = .seconds(15)
      return patience
    }

    /// For someone who waits at a prompt.
    static var brief: Patience {
      var patience = Patience()
      patience.effect = .seconds(2)
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
        case .restless:
          (patience.ready, patience.effect) = (.seconds(1), .seconds(1))
          patience.children = .milliseconds(300)
        case .rests, .stopped, .ended: break
        }
      }
      return patience
    }
  }
}
