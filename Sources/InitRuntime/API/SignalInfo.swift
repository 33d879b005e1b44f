internal import LuaBridge
internal import Signals
internal import SystemCalls

extension SignalRecord {
  /// What a script is told of a signal.
  var luaTable: LuaTable {
    var table = LuaTable(fields: [
      ("signal", .integer(Int64(signal.number))),
      ("name", .text(signal.name)),
      ("pid", .integer(Int64(pid))),
      ("uid", .integer(Int64(uid))),
      ("code", .integer(Int64(code))),
      ("cause", .text(cause)),
      ("origin", .text(origin.rawValue)),
      ("value", .integer(value)),
      ("time", .number(Double(time) / 1e9)),
    ])
    switch cause {
    case "child": table.fields.append(("status", .integer(Int64(status))))
    case "fault": table.fields.append(("address", .integer(Int64(bitPattern: address))))
    default: break
    }
    return table
  }
}
