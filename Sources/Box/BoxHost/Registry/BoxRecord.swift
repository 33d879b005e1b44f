package import BoxProtocol
package import SignalModel

/// The record of a named box, a JSON document in its ``BoxDirectory``.
package struct BoxRecord: Equatable, Sendable, Codable {
  package var name: String
  private var arguments: [ByteText]
  /// When the box was made, in seconds since the Epoch.
  package var created: Int64
  /// The pid of PID 1 on the host.
  package var pid: Int32 = 0
  /// When PID 1 started, in clock ticks since boot, which tells it from a later process with its pid.
  package var startTime: UInt64 = 0
  /// The pid of the process that supervises the box.
  package var monitor: Int32 = 0
  /// What processes of the box may do and use.
  package var restrictions = Restrictions()
  /// Whether the box has a network namespace.
  package var ownNetwork = true
  /// The directories of its control groups.
  package var groups: [String] = []
  /// Whether PID 1 has a terminal.
  package var hasTerminal = false
  /// How the box ended; nil while it runs.
  package var end: End?

  package struct End: Equatable, Sendable, Codable {
    private let fields: TerminationFields
    /// When PID 1 ended, in seconds since the Epoch.
    package let time: Int64
    /// Whether the box was killed because of its time limit.
    package let timeWasOver: Bool

    package init(_ termination: Termination, time: Int64, timeWasOver: Bool) {
      fields = TerminationFields(termination)
      self.time = time
      self.timeWasOver = timeWasOver
    }

    /// How PID 1 ended.
    package var termination: Termination { fields.termination ?? .exited(fields.exitStatus) }
  }

  /// What runs as PID 1: the init or command with its arguments, as given.
  package var command: [[UInt8]] { arguments.map(\.bytes) }

  package init(name: String, command: [[UInt8]], created: Int64) {
    self.name = name
    arguments = command.map { ByteText(bytes: $0) }
    self.created = created
  }
}

extension BoxRecord {
  /// The JSON document, with sorted keys.
  var json: [UInt8] { RecordCoding.encode(self) }

  /// Reads a record, also one that an older sigbox wrote; nil if the text is not a record.
  init?(_ text: [UInt8]) {
    guard let record = RecordCoding.decode(Self.self, text) ?? Self(lines: text) else { return nil }
    self = record
  }
}
