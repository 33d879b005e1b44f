internal import LuaBridge
internal import Signals
internal import SystemCalls

extension ChildChange {
  /// A child that ended, stopped or went on, as scripts see it.
  var luaTable: LuaTable {
    var table = LuaTable(fields: [
      ("pid", .integer(Int64(pid))),
      ("user", .number(userTime)),
      ("system", .number(systemTime)),
      ("memory", .integer(peakMemory)),
    ])
    func add(_ key: String, _ value: LuaValue) { table.fields.append((key, value)) }
    func add(_ signal: Signal) {
      add("signal", .integer(Int64(signal.number)))
      add("name", .text(signal.name))
    }
    switch event {
    case .ended(let termination):
      add("status", .integer(Int64(termination.shellStatus)))
      switch termination {
      case .exited(let code):
        add("event", .text("exited"))
        add("code", .integer(Int64(code)))
      case .killed(let signal, let core):
        add("event", .text("killed"))
        add(signal)
        add("core", .boolean(core))
      }
    case .stopped(let signal):
      add("event", .text("stopped"))
      add(signal)
    case .continued: add("event", .text("continued"))
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
