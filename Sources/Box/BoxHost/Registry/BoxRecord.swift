package import SignalModel

/// What is written down of a box that has a name.
package struct BoxRecord: Equatable, Sendable {
  /// Its name.
  package var name: String
  /// What runs as PID 1: the init or command with its arguments, as they were given.
  package var words: [[UInt8]]
  /// When it was made, in seconds since the Epoch.
  package var created: Int64
  /// PID 1's pid on the host.
  package var pid: Int32 = 0
  /// When PID 1 started, in clock ticks since the machine did: who else gets its pid is another.
  package var startTime: UInt64 = 0
  /// The pid of the process that watches over the box.
  package var monitor: Int32 = 0
  /// Whether it has a user namespace of its own.
  package var isRootless = false
  /// Whether it has a network of its own.
  package var ownNetwork = true
  /// Whether it is kept from all that reaches beyond it.
  package var isStrict = true
  /// How many bytes each process may use, where no control group limits all together.
  package var memory: UInt64?
  /// How many processes there may be, where no control group counts them.
  package var processes: UInt64?
  /// The control groups that limit it.
  package var groups: [String] = []
  /// Whether PID 1 has a terminal of its own.
  package var hasTerminal = false
  /// How the box ended, and when, in seconds since the Epoch; nil while it runs.
  package var end: End?

  /// How a box ended.
  package struct End: Equatable, Sendable {
    /// How PID 1 ended.
    package var termination: Termination
    /// When, in seconds since the Epoch.
    package var time: Int64
    /// Whether it was ended for its time limit.
    package var timeWasOver = false

    /// Makes an end.
    package init(_ termination: Termination, time: Int64, timeWasOver: Bool) {
      self.termination = termination
      self.time = time
      self.timeWasOver = timeWasOver
    }
  }

  /// Plans a record.
  ///
  /// - Parameters:
  ///   - name: The box's name.
  ///   - words: What runs as PID 1.
  ///   - created: When it was made, in seconds since the Epoch.
  package init(name: String, words: [[UInt8]], created: Int64) {
    self.name = name
    self.words = words
    self.created = created
  }
}

// A line a field, a word escaped as in a URL.
extension BoxRecord {
  /// The text of the record.
  var text: String {
    var lines = [
      "name \(name)", "created \(created)", "pid \(pid)", "start \(startTime)",
      "monitor \(monitor)", "rootless \(isRootless)",
      "network \(ownNetwork)", "terminal \(hasTerminal)",
    ]
    lines.append("strict \(isStrict)")
    if let memory { lines.append("memory \(memory)") }
    if let processes { lines.append("processes \(processes)") }
    lines += groups.map { "group \($0)" }
    lines += words.map { "word \(Self.escaped($0))" }
    if let end {
      lines.append("ended \(end.time) \(end.timeWasOver) \(end.termination.code)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Reads a record; nil for a text that is none.
  init?(parsing text: some StringProtocol) {
    self.init(name: "", words: [], created: -1)
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      let value = parts[1]
      switch parts[0] {
      case "name": name = String(value)
      case "created": created = Int64(value) ?? -1
      case "pid": pid = Int32(value) ?? 0
      case "start": startTime = UInt64(value) ?? 0
      case "monitor": monitor = Int32(value) ?? 0
      case "rootless": isRootless = value == "true"
      case "network": ownNetwork = value == "true"
      case "strict": isStrict = value == "true"
      case "memory": memory = UInt64(value)
      case "processes": processes = UInt64(value)
      case "group": groups.append(String(value))
      case "terminal": hasTerminal = value == "true"
      case "word": words.append(Self.unescaped(value))
      case "ended":
        let fields = value.split(separator: " ", maxSplits: 2)
        guard fields.count == 3, let time = Int64(fields[0]),
          let termination = Termination(code: fields[2])
        else { return nil }
        end = End(termination, time: time, timeWasOver: fields[1] == "true")
      default: break
      }
    }
    if name.isEmpty || created < 0 { return nil }
  }

  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "%")
        ? String(Unicode.Scalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func unescaped(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      guard byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}

extension Termination {
  /// `exited 2`, `killed 9` or `dumped 11`.
  var code: String {
    switch self {
    case .exited(let code): "exited \(code)"
    case .killed(let signal, let core): "\(core ? "dumped" : "killed") \(signal.number)"
    }
  }

  /// Reads a code.
  init?(code: some StringProtocol) {
    let parts = code.split(separator: " ")
    guard parts.count == 2, let number = Int32(parts[1]) else { return nil }
    switch (parts[0], Signal(number: number)) {
    case ("exited", _): self = .exited(number)
    case ("killed", let signal?): self = .killed(signal, core: false)
    case ("dumped", let signal?): self = .killed(signal, core: true)
    default: return nil
    }
  }
}
