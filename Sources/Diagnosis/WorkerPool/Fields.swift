internal import BoxProtocol
package import SignalModel

/// What a copy of sigbox tells the one that started it: names and values, each of one line.
package struct Fields {
  private var values: [String: String] = [:]

  package init() {}

  package init(_ bytes: [UInt8]) {
    for (name, value) in KeyedMessage(bytes).fields {
      values[name] = String(decoding: value, as: UTF8.self)
    }
  }

  package var bytes: [UInt8] { KeyedMessage(values.map { ($0, Array($1.utf8)) }).bytes }

  package subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue?.filter { $0 != "\n" } }
  }

  /// A number, 0 where there is none.
  package subscript(number name: String) -> Int64 {
    get { values[name].flatMap { Int64($0) } ?? 0 }
    set { values[name] = String(newValue) }
  }

  package subscript(set name: String) -> SignalSet {
    get { values[name].flatMap { SignalSet(hex: $0) } ?? .empty }
    set { values[name] = newValue.hex }
  }

  /// A list of texts without tabs.
  package subscript(list name: String) -> [String] {
    get { values[name]?.split(separator: "\t").map(String.init) ?? [] }
    set { self[name] = newValue.joined(separator: "\t") }
  }
}

extension Fields {
  /// The masks and the state of a process.
  package var target: Target {
    get {
      var target = Target(isInit: self["init"] != nil)
      target.blocked = self[set: "blocked"]
      target.ignored = self[set: "ignored"]
      target.caught = self[set: "caught"]
      target.pending = self[set: "pending"]
      target.awaited = self[set: "awaited"]
      target.otherAwaited = self[set: "otherAwaited"]
      target.otherBlocked = self[list: "others"].compactMap { SignalSet(hex: $0) }
      target.state = self["stopped"] == nil ? .live : .stopped
      target.isTraced = self["traced"] != nil
      target.isGroupOrphaned = self["orphaned"] != nil
      return target
    }
    set {
      self["init"] = newValue.isInit ? "" : nil
      self[set: "blocked"] = newValue.blocked
      self[set: "ignored"] = newValue.ignored
      self[set: "caught"] = newValue.caught
      self[set: "pending"] = newValue.pending
      self[set: "awaited"] = newValue.awaited
      self[set: "otherAwaited"] = newValue.otherAwaited
      self[list: "others"] = Set(newValue.otherBlocked).map(\.hex)
      self["stopped"] = newValue.state == .stopped ? "" : nil
      self["traced"] = newValue.isTraced ? "" : nil
      self["orphaned"] = newValue.isGroupOrphaned ? "" : nil
    }
  }

  /// What became of a signal.
  package var verdict: Verdict? {
    get {
      let parts = (self["verdict"] ?? "").split(separator: " ")
      let number = parts.last.flatMap { Int32($0) } ?? 0
      switch parts.first {
      case "handled": return .handled
      case "caught": return .caught
      case "ignored": return .ignored
      case "dropped": return .dropped
      case "blocked": return .blocked
      case "stopped": return .stopped
      case "continued": return .continued
      case "refused": return .refused
      case "exited": return .exited(number)
      case "killed": return Signal(number: number).map { .killed($0) }
      default: return nil
      }
    }
    set {
      switch newValue {
      case .exited(let code): self["verdict"] = "exited \(code)"
      case .killed(let signal): self["verdict"] = "killed \(signal.number)"
      default: self["verdict"] = newValue?.word
      }
    }
  }
}
