extension Observer {
  /// How long an observer waits.
  ///
  /// Times are wall-clock times unless the comment says otherwise.
  package struct Timeouts: Sendable {
    /// How long a process at rest must stay unchanged.
    package var quiet = Duration.milliseconds(50)
    /// Processor time after which a process that never rests is ready.
    package var busyAtStart = Duration.milliseconds(500)
    /// Processor time after which the effect of a signal on such a process is complete.
    package var busy = Duration.milliseconds(500)
    /// How long a script may run, or wait in a function of Lua's own, before it counts as ready.
    package var script = Duration.seconds(2)
    /// How long the children of a waiting script must come and go before the script is ready.
    package var childrenOfScript = Duration.milliseconds(100)
    /// The same for any other program.
    package var children = Duration.seconds(1)
    /// Replaces `quiet` if children came and went: longer than a child usually sleeps.
    package var rest = Duration.milliseconds(150)
    /// How long children must come and go, and how many must end, before the effect of a signal on
    /// their parent is complete.
    package var effectAmongChildren = (time: Duration.milliseconds(500), departures: 4)
    /// How long a program must stay unchanged to be ready, whatever it is; nil for the times above.
    package var settle: Duration?
    /// When a program counts as ready in any case.
    package var ready = Duration.seconds(30)
    /// How long a program that seems ready is watched for changes.
    package var patience = Duration.milliseconds(1200)
    /// How long a program that seems ready is watched while its children come and go.
    package var patienceWithChildren = Duration.seconds(5)
    /// When a program that has to meet a condition, or to stay unchanged for `settle`, counts as one
    /// that never does; their own times are added.
    package var condition = Duration.seconds(30)
    /// When an effect counts as complete in any case.
    package var effect = Duration.seconds(10)
    /// When a predicted end is no longer awaited.
    package var end = Duration.seconds(10)
    /// When the search for a child of a program whose children come and go is given up.
    package var child = Duration.seconds(1)

    /// The timeouts of a single observation.
    package init() {}

    /// For a program that runs alone first, and then in many boxes.
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
