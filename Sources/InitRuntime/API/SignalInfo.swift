internal import LuaBridge
internal import Signals
internal import SystemCalls

extension SignalRecord {
  /// What a script is told of a signal.
  func write(to fields: inout some LuaFields) {
    let cause = cause
    fields.add("signal", Int64(signal.number))
    fields.add("name", signal.name)
    fields.add("pid", Int64(pid))
    fields.add("uid", Int64(uid))
    fields.add("code", Int64(code))
    fields.add("cause", cause)
    fields.add("origin", origin.rawValue)
    fields.add("value", value)
    fields.add("time", Double(time) / 1e9)
    switch cause {
    case "child": fields.add("status", Int64(status))
    case "fault": fields.add("address", Int64(bitPattern: address))
    default: break
    }
  }

  /// The same as a table, for a result.
  var luaTable: LuaTable {
    var table = LuaTable()
    write(to: &table)
    return table
  }
}
