internal import BoxProtocol
internal import SignalModel
internal import Linux

// Versions before JSON records wrote one field a line, with percent-encoded arguments. Their boxes
// may still be running.
extension BoxRecord {
  /// Reads a record in the old format; nil if the text is not one.
  init?(lines text: [UInt8]) {
    var (command, created): ([[UInt8]], Int64?) = ([], nil)
    var record = BoxRecord(name: "", command: [], created: 0)
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      let value = parts[1]
      switch parts[0] {
      case "name": record.name = String(value)
      case "created": created = Int64(value)
      case "pid": record.pid = Int32(value) ?? 0
      case "start": record.startTime = UInt64(value) ?? 0
      case "monitor": record.monitor = Int32(value) ?? 0
      case "rootless": record.restrictions.keepsIds = value == "true"
      case "network": record.ownNetwork = value == "true"
      case "strict": record.restrictions.isPrivileged = value != "true"
      case "memory": record.restrictions.memory = UInt64(value)
      case "processes": record.restrictions.processes = UInt64(value)
      case "group": record.groups.append(String(value))
      case "terminal": record.hasTerminal = value == "true"
      case "word":
        command.append(ByteEscapes.decoded(value.utf8, marker: "%", digits: 2, radix: 16))
      case "ended":
        let fields = value.split(separator: " ", maxSplits: 2)
        guard fields.count == 3, let time = Int64(fields[0]),
          let termination = Termination(words: fields[2])
        else { return nil }
        record.end = End(termination, time: time, timeWasOver: fields[1] == "true")
      default: break
      }
    }
    guard let created, !record.name.isEmpty else { return nil }
    self.init(name: record.name, command: command, created: created)
    (pid, startTime, monitor) = (record.pid, record.startTime, record.monitor)
    (restrictions, groups) = (record.restrictions, record.groups)
    (ownNetwork, hasTerminal, end) = (record.ownNetwork, record.hasTerminal, record.end)
  }
}

extension Termination {
  /// Reads `exited 2`, `killed 9` or `dumped 11`.
  init?(words text: some StringProtocol) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let number = Int32(parts[1]) else { return nil }
    switch (parts[0], Signal(number: number)) {
    case ("exited", _): self = .exited(number)
    case ("killed", let signal?): self = .killed(signal, core: false)
    case ("dumped", let signal?): self = .killed(signal, core: true)
    default: return nil
    }
  }
}
