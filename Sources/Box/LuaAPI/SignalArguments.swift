internal import BoxInit
internal import LuaBridge
internal import SignalModel

extension LuaArguments {
  /// A signal by name or number.
  func signal(_ position: Int) throws -> Signal {
    try named(position)
      ?? parseSignal(self[position], position, count < position ? "no value" : nil)
  }

  /// A signal by its plain name, read without a copy of the string.
  private func named(_ position: Int) -> Signal? {
    withBytes(position) { Signal(named: $0) } ?? nil
  }

  /// A signal, or nil for the 0 of kill(2).
  func signalOrZero(_ position: Int) throws -> Signal? {
    if let signal = named(position) { return signal }
    if case .integer(0) = self[position] { return nil }
    return try signal(position)
  }

  /// A signal whose disposition can change: not KILL or STOP, see sigaction(2).
  func catchableSignal(_ position: Int, for operation: String) throws -> Signal {
    let signal = try signal(position)
    if signal.isPrivileged { throw Self.privileged(signal, position, operation) }
    return signal
  }

  /// The signals of the arguments from a position on; each argument is a signal or a set.
  func signals(from position: Int, for operation: String? = nil) throws -> [Signal] {
    guard count >= position else { throw wrongType(position, "which", "signal or set") }
    var all: [Signal] = []
    for index in position...count { all += try signals(of: self[index], index) }
    if let operation, let privileged = all.first(where: \.isPrivileged) {
      throw Self.privileged(privileged, position, operation)
    }
    return all
  }

  /// A set: a signal, a list of signals, or a set as returned by this module.
  func signalSet(_ position: Int) throws -> SignalSet {
    guard count >= position else { throw wrongType(position, "set", "signal or set") }
    return SignalSet(try signals(of: self[position], position))
  }

  func parseSet(_ value: LuaValue, _ position: Int) throws -> SignalSet {
    SignalSet(try signals(of: value, position))
  }

  private static func privileged(
    _ signal: Signal, _ position: Int, _ operation: String
  ) -> LuaArgumentError {
    LuaArgumentError(
      position,
      "\(signal.name) cannot be \(operation): EINVAL: the kernel does not allow it for KILL and STOP"
    )
  }

  private func signals(of value: LuaValue, _ position: Int) throws -> [Signal] {
    guard case .table(let table) = value else { return [try parseSignal(value, position)] }
    if let stray = table.strayKey {
      throw LuaArgumentError(position, "a set of signals has no \(stray) keys")
    }
    var signals = try table.list.map { try parseSignal($0, position) }
    for field in table.fields {
      guard case .boolean(let isMember) = field.value else {
        throw LuaArgumentError(position, "a set of signals has true for each name")
      }
      let signal = try parseSignal(.text(field.key), position)
      if isMember, !signals.contains(signal) { signals.append(signal) }
    }
    return signals
  }

  func parseSignal(
    _ value: LuaValue, _ position: Int, _ actual: String? = nil
  ) throws -> Signal {
    let signal: Signal?
    switch value {
    case .integer, .number:
      signal = value.exactInteger(as: Int32.self).flatMap { Signal(number: $0) }
    case .string, .text: signal = value.text.flatMap { Signal(parsing: $0) }
    default:
      throw LuaArgumentError(
        position, "which: signal name or number expected, got \(actual ?? value.typeName)")
    }
    guard let signal else {
      let text = value.text.map { "'\($0)'" } ?? value.numberText
      let hint = Signal.hint(forUnknown: value.text ?? value.numberText)
      throw LuaArgumentError(position, "unknown signal \(text): EINVAL: \(hint)")
    }
    return signal
  }
}

extension LuaValue {
  fileprivate var numberText: String {
    switch self {
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    default: typeName
    }
  }
}

extension SignalSet {
  /// A table with the names as a list, and `true` for each name.
  var luaValue: LuaValue {
    var table = LuaTable(
      list: signals.map { .text($0.name) },
      fields: signals.map { (key: $0.name, value: .boolean(true)) })
    table.metatable = .set
    return .table(table)
  }
}
