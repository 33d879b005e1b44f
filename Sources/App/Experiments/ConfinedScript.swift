package import BoxProtocol
internal import BoxHost
package import SignalModel
package import Linux

/// An untrusted script that makes boxes, confined in an outer box.
package struct ConfinedScript {
  /// The outer box; its program is the script.
  package var configuration: BoxConfiguration
  /// How long the script may run; nil for no limit.
  package var timeLimit: Duration?
  private let entry: (BoxConfiguration, consuming MessageSocket) -> Never

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

  package struct End: Sendable {
    package let termination: Termination
    /// Whether sigbox killed the script at its time limit.
    package let timeWasOver: Bool
  }

  /// Starts the script.
  ///
  /// - Throws: ``BoxFailure``.
  package func start() throws -> Session {
    let watch = try Watch(passing: .empty)
    var configuration = configuration
    configuration.extensionKey = Self.newKey()
    let box = try Box.launch(configuration, entry: entry)
    watch.attach(box, timeLimit: timeLimit, key: configuration.extensionKey)
    return Session(box: box, watch: watch)
  }

  /// What the script's module `boxes` starts its messages with: no other code has it.
  private static func newKey() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Runs the script until it ends.
  ///
  /// - Parameters:
  ///   - onWait: Called each second while the script runs, with the time since its start.
  ///   - onMessage: Called with each message that the script sends.
  /// - Returns: How the script ended.
  /// - Throws: ``BoxFailure``; what `onMessage` throws, after the script was killed.
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
