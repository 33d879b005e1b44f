internal import BoxHost
package import SignalModel

/// A signal to send to PID 1: `[FROM:]SIGNAL[@DELAY]`.
package struct SendStep: Hashable, Sendable {
  package let signal: Signal
  /// Where the sender is: inside the box or on the host.
  package let origin: Origin
  /// How long to wait before sending.
  package let delay: Duration

  /// A step without delay.
  package init(_ signal: Signal, from origin: Origin) {
    self.signal = signal
    self.origin = origin
    delay = .zero
  }

  package struct ParsingError: Error, CustomStringConvertible {
    /// One line: the invalid part, and valid examples.
    package let description: String
  }

  /// Parses a step: `TERM`, `host:KILL`, `inside:USR1@200ms`.
  package init(parsing text: String) throws(ParsingError) {
    var rest = Substring(text)
    if let colon = rest.firstIndex(of: ":") {
      switch Origin(rawValue: String(rest[..<colon])) {
      case .inside: origin = .inside
      case .host: origin = .host
      default:
        throw ParsingError(
          description: "unknown sender '\(rest[..<colon])' in '\(text)': use inside or host")
      }
      rest = rest[rest.index(after: colon)...]
    } else {
      origin = .inside
    }
    if let sign = rest.firstIndex(of: "@") {
      guard let delay = Duration(parsing: rest[rest.index(after: sign)...]) else {
        throw ParsingError(
          description: "invalid delay after @ in '\(text)': use 200ms, 1.5s or 2m")
      }
      self.delay = delay
      rest = rest[..<sign]
    } else {
      delay = .zero
    }
    guard let signal = Signal(parsing: rest) else {
      throw ParsingError(description: Signal.unknown(rest))
    }
    self.signal = signal
  }
}
