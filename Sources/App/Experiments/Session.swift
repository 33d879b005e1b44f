package import BoxProtocol
internal import BoxHost
package import Linux
package import SystemPackage

/// A running ``ConfinedScript``, from the host's side.
package struct Session {
  let box: Box
  let watch: Watch

  package enum Event {
    /// The script sent a message.
    case told(KeyedMessage)
    /// One of the additional descriptors is readable.
    case readable
    /// The deadline of the call has passed.
    case time
    /// The script has ended.
    case ended(ConfinedScript.End)
  }

  /// Waits for the next event.
  ///
  /// - Parameters:
  ///   - deadline: When to stop waiting; nil for never.
  ///   - further: Additional descriptors to wait for.
  /// - Returns: The event.
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

  /// Sends the script a message; returns false if the script has ended.
  package func tell(_ message: KeyedMessage) -> Bool { box.sendToExtension(message.bytes) }

  /// Kills the script if it is still running, and every process that it started.
  package func end() {
    _ = try? watch.end()
  }
}
