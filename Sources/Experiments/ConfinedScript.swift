public import BoxProtocol
internal import Boxes
public import Signals
public import SystemCalls

/// A script that experiments with boxes, in a box of its own around them.
public struct ConfinedScript {
  /// The outer box; its program is the script.
  public var configuration: BoxConfiguration
  /// When it is ended; nil for never.
  public var timeLimit: Duration?
  private let entry: (BoxConfiguration, MessageSocket) -> Never

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - configuration: The outer box, with the script as its program.
  ///   - entry: What the init of the outer box runs.
  public init(
    _ configuration: BoxConfiguration, entry: @escaping (BoxConfiguration, MessageSocket) -> Never
  ) {
    self.configuration = configuration
    self.configuration.mayNest = true
    self.configuration.observed = true
    self.entry = entry
  }

  /// How a run ended.
  public struct End: Sendable {
    /// How the script ended.
    public let termination: Termination
    /// Whether it was ended because its time was over.
    public let timeWasOver: Bool
  }

  /// Runs the script to its end.
  ///
  /// - Parameter onMessage: Told what the script tells; what it returns is told the script.
  /// - Returns: How it ended.
  /// - Throws: ``BoxFailure``; what `onMessage` throws, after the end of the script.
  public func run(onMessage: (Message) throws -> Message?) throws -> End {
    let watch = try Watch(forwards: false)
    let box = try Box.launch(configuration, entry: entry)
    watch.attach(box, timeLimit: timeLimit)
    defer {
      _ = try? watch.end()
      box.close()
    }
    while true {
      switch try watch.next() {
      case .message(.told(let bytes)):
        if let answer = try onMessage(Message(bytes)) { _ = box.tell(answer.bytes) }
      case .ended(let termination):
        return End(termination: termination, timeWasOver: watch.timeIsOver)
      case .message, .readable, .time: break
      }
    }
  }
}
