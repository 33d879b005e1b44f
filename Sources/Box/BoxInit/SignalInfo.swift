package import LuaBridge
internal import SignalModel
internal import Linux

extension SignalRecord {
  /// The table that a handler gets.
  package func write(to record: inout LuaRecord) {
    let cause = cause
    record.metatable = .info
    record.add("signal", Int64(signal.number))
    record.add("name", signal.literal)
    record.add("pid", Int64(pid))
    record.add("uid", Int64(uid))
    record.add("code", Int64(code))
    record.add("cause", cause.name)
    record.add("origin", origin.literal)
    record.add("value", value)
    record.add("time", Double(time) / 1e9)
    switch cause {
    case .child: record.add("status", Int64(status))
    case .fault: record.add("address", Int64(bitPattern: address))
    case .io: record.add("fd", Int64(descriptor))
    default: break
    }
  }
}

extension LuaClass {
  /// The classes that lua/sigbox/results.lua shows as text.
  static let all = [info, ended, set, status]
  /// A signal, as passed to a handler.
  package static let info = LuaClass(1, "info")
  /// A child that ended, stopped or continued.
  package static let ended = LuaClass(2, "ended")
  /// A set of signals.
  package static let set = LuaClass(3, "set")
  /// The status of a process in /proc.
  package static let status = LuaClass(4, "status")
}

extension Origin {
  fileprivate var literal: StaticString {
    switch self {
    case .inside: "inside"
    case .host: "host"
    case .kernel: "kernel"
    case .notification: "notification"
    case .fault: "fault"
    }
  }
}
