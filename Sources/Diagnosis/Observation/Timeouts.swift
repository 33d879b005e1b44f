extension Observer {
  /// How long is long enough.
  package struct Timeouts: Sendable {
    /// For processes that rest, by the clock.
    package var quiet = Duration.milliseconds(50)
    /// For processes that never rest, by the processor time that they got: until they are ready, and
    /// after a signal.
    package var busyAtStart = Duration.milliseconds(500)
    package var busy = Duration.milliseconds(500)
    /// For a script that never makes a call that blocks, or waits in one of Lua's own.
    package var script = Duration.seconds(2)
    /// For a script that waits, and for a program, by the clock: how long their children come and go
    /// until they are ready.
    package var childrenOfScript = Duration.milliseconds(100)
    package var children = Duration.seconds(1)
    /// For a program whose children came and went, by the clock: a rest that is no child's sleep.
    package var rest = Duration.milliseconds(150)
    /// For a process that was ready though its children came and went: how long they come and go, and
    /// how many go, after a signal that may have had an effect.
    package var effectAmongChildren = (time: Duration.milliseconds(500), departures: 4)
    /// By the clock: when a program is taken as it is.
    package var ready = Duration.seconds(30)
    /// By the clock: when an effect is no longer waited for.
    package var effect = Duration.seconds(10)
    /// By the clock: when the end that the rule promises is no longer waited for.
    package var end = Duration.seconds(10)
    /// By the clock: when a zombie will not be reaped any more.
    package var zombie = Duration.milliseconds(300)
    /// By the clock: when a program whose children come and go will have none to be named.
    package var child = Duration.seconds(1)

    /// The timeouts of a single observation.
    package init() {}

    /// For a program alone that is going to be observed in many boxes.
    package static var thorough: Timeouts {
      var timeouts = Timeouts()
      timeouts.busyAtStart = .seconds(2)
      timeouts.children = .seconds(2)
      timeouts.ready = .seconds(15)
      return timeouts
    }

    /// For someone who waits at a prompt.
    package static var brief: Timeouts {
      var timeouts = Timeouts()
      timeouts.effect = .seconds(2)
      return timeouts
    }
  }
}
