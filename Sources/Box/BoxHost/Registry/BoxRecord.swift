package import BoxProtocol
package import SignalModel

/// The record of a named box, a JSON document in its ``BoxDirectory``.
package struct BoxRecord: Equatable, Sendable, Codable {
  /// The version of the format; nil in those before 2.
  private var version: Int? = Self.currentVersion
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
  /// Whether the output goes to a log; nil in versions before 2.
  var hasLog: Bool?
  /// How the box ended; nil while it runs.
  ///
  /// Since version 2, it is in the lock file.
  package var end: End?

  package struct End: Equatable, Sendable, Codable {
    private let fields: TerminationFields
    /// When PID 1 ended, in seconds since the Epoch.
    package let time: Int64
    /// Whether the box was killed because of its time limit.
    package let timeWasOver: Bool
    /// What the OOM killer did in the box; nil if that is unknown, as in older versions.
    package let outOfMemoryKills: OutOfMemoryKills?

    package init(
      _ termination: Termination, time: Int64, timeWasOver: Bool,
      outOfMemoryKills: OutOfMemoryKills? = nil
    ) {
      fields = TerminationFields(termination)
      self.time = time
      self.timeWasOver = timeWasOver
      self.outOfMemoryKills = outOfMemoryKills
    }

    /// How PID 1 ended.
    package var termination: Termination { fields.termination ?? .exited(fields.exitStatus) }

    /// Whether a box can have ended so.
    var isPossible: Bool { time >= 0 && termination.isPossible }
  }

  /// What runs as PID 1: the init or command with its arguments, as given.
  package var command: [[UInt8]] { arguments.map(\.bytes) }

  package init(name: String, command: [[UInt8]], created: Int64) {
    self.name = name
    arguments = Self.shortened(command).map { ByteText(bytes: $0) }
    self.created = created
  }

  /// The words of a command that fit into a record, with `...` for the rest.
  private static func shortened(_ command: [[UInt8]]) -> [[UInt8]] {
    // A byte takes up to six bytes of JSON.
    var room = maximumSize / 8
    var words: [[UInt8]] = []
    for word in command {
      room -= word.count + 8
      guard room > 0 else { return words + [Array("...".utf8)] }
      words.append(word)
    }
    return words
  }
}

extension BoxRecord {
  private static let currentVersion = 2
  /// How many bytes a record may have.
  static let maximumSize = 1 << 20

  /// Why a text is not a record.
  enum Defect: Error, Equatable, CustomStringConvertible {
    case malformed
    /// A newer sigbox wrote it.
    case newer(version: Int)

    var description: String {
      switch self {
      case .malformed: "its record is malformed"
      case .newer(let version): "a newer sigbox made it (its record has version \(version))"
      }
    }
  }

  private struct Version: Decodable {
    let version: Int?
  }

  /// Reads the record of a box with this name.
  static func read(_ text: [UInt8], named name: String) -> Result<BoxRecord, Defect> {
    if let version = RecordCoding.decode(Version.self, text)?.version, version > currentVersion {
      return .failure(.newer(version: version))
    }
    guard let record = BoxRecord(text), record.name == name, record.isPossible else {
      return .failure(.malformed)
    }
    return .success(record)
  }

  private var isPossible: Bool {
    guard created >= 0, monitor >= 0 else { return false }
    return end.map(\.isPossible) ?? (pid > 1)
  }

  /// The JSON document, with sorted keys.
  var json: [UInt8] { RecordCoding.encode(self) }

  /// Reads a record, also one that an older sigbox wrote; nil if the text is not a record.
  init?(_ text: [UInt8]) {
    guard let record = RecordCoding.decode(Self.self, text) ?? Self(lines: text) else { return nil }
    self = record
  }
}

extension Termination {
  /// Whether wait(2) can report it.
  var isPossible: Bool {
    if case .exited(let code) = self { return (0...255).contains(code) }
    return true
  }
}
