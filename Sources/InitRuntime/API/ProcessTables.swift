internal import LuaBridge
internal import Signals
internal import SystemCalls

extension Interruptible.Child {
  /// A child that ended, as scripts see it.
  var luaTable: LuaTable {
    var table = LuaTable(fields: [
      ("pid", .integer(Int64(pid))),
      ("status", .integer(Int64(termination.shellStatus))),
    ])
    switch termination {
    case .exited(let code):
      table.fields.append(("code", .integer(Int64(code))))
    case .killed(let signal, let core):
      table.fields.append(("signal", .integer(Int64(signal.number))))
      table.fields.append(("name", .text(signal.name)))
      table.fields.append(("core", .boolean(core)))
    }
    return table
  }
}

extension ProcessStatus {
  /// The status as scripts see it, with the kernel's own names for the sets.
  func luaTable(pid: Int32) -> LuaTable {
    LuaTable(fields: [
      ("pid", .integer(Int64(pid))),
      ("name", .text(name)),
      ("state", .text(state.word)),
      ("parent", .integer(Int64(parent))),
      ("threads", .integer(Int64(threads))),
      ("SigPnd", pending.luaValue),
      ("ShdPnd", sharedPending.luaValue),
      ("SigBlk", blocked.luaValue),
      ("SigIgn", ignored.luaValue),
      ("SigCgt", caught.luaValue),
    ])
  }
}
