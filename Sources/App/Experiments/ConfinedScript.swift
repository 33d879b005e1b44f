package import BoxProtocol
internal import BoxHost
package import SignalModel
package import Linux
package import SystemPackage

/// A script that experiments with boxes, in a box of its own around them.
package struct ConfinedScript {
  /// The outer box; its program is the script.
  package var configuration: BoxConfiguration
  /// When it is ended; nil for never.
  package var timeLimit: Duration?
  private let entry: (BoxConfiguration, consuming MessageSocket) -> Never

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - configuration: The outer box, with the script as its program.
  ///   - entry: What the init of the outer box runs.
  package init(
    _ configuration: BoxConfiguration,
    entry: @escaping (BoxConfiguration, consuming MessageSocket) -> Never
  ) {
    self.configuration = configuration
    self.configuration.mayNest = true
    self.configuration.reportsEvents = true
    self.entry = entry
  }

  /// How a run ended.
  package struct End: Sendable {
    /// How the script ended.
    package let termination: Termination
    /// Whether it was ended because its time was over.
    package let timeWasOver: Bool
  }

  /// Starts the script.
  ///
  /// - Throws: ``BoxFailure``.
  package func start() throws -> Session {
    let watch = try Watch(passing: .empty)
    let box = try Box.launch(configuration, entry: entry)
    watch.attach(box, timeLimit: timeLimit)
    return Session(box: box, watch: watch)
  }

  /// Runs the script to its end.
  ///
  /// - Parameters:
  ///   - onWait: Called each second while the script runs, with the time since its start.
  ///   - onMessage: Told what the script tells.
  /// - Returns: How it ended.
  /// - Throws: ``BoxFailure``; what `onMessage` throws, after the end of the script.
  package func run(
    onWait: ((Duration) -> Void)? = nil, onMessage: (KeyedMessage) throws -> Void
  ) throws -> End {
    let session = try start()
    defer { session.end() }
    let began = Instant.now
    var second = began + .seconds(1)
    while true {
      switch try session.next(until: onWait == nil ? nil : second) {
      case .told(let message): try onMessage(message)
      case .ended(let end): return end
      case .time:
        onWait?(second - began)
        second = second + .seconds(1)
      case .readable: break
      }
    }
  }
}

/// A script that runs, and whoever runs it.
package struct Session {
  let box: Box
  let watch: Watch

  /// What happens.
  package enum Event {
    /// The script tells something.
    case told(KeyedMessage)
    /// A further descriptor can be read.
    case readable
    /// The deadline of the call has passed.
    case time
    /// The script has ended.
    case ended(ConfinedScript.End)
  }

  /// Waits for what happens next.
  ///
  /// - Parameters:
  ///   - deadline: When to give up; nil for never.
  ///   - further: Descriptors that are watched as well.
  /// - Returns: What happened.
  /// - Throws: What wait(2) throws.
  package func next(
    until deadline: Instant? = nil, also further: [FileDescriptor] = []
  ) throws -> Event {
    while true {
      switch try watch.next(until: deadline, also: further) {
      case .message(.extensionData(let bytes)): return .told(KeyedMessage(bytes))
      case .readable: return .readable
      case .ended(let termination):
        return .ended(.init(termination: termination, timeWasOver: watch.timeIsOver))
      case .time: return .time
      case .message: break
      }
    }
  }

  /// Tells the script something; false when it has ended.
  package func tell(_ message: KeyedMessage) -> Bool { box.sendToExtension(message.bytes) }

  /// Ends the script, if it still runs, and all that it made.
  package func end() {
    _ = try? watch.end()
  }
}
