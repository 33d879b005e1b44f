internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux

extension ChildChange {
  /// The record of a child that ended, stopped or continued.
  func write(to record: inout LuaRecord) {
    record.metatable = .ended
    record.add("pid", Int64(pid))
    record.add("user", userTime)
    record.add("system", systemTime)
    record.add("memory", peakMemory)
    switch event {
    case .ended(let termination):
      record.add("status", Int64(termination.shellStatus))
      switch termination {
      case .exited(let code):
        record.add("event", "exited")
        record.add("code", Int64(code))
      case .killed(let signal, let core):
        record.add("event", "killed")
        record.add(signal)
        record.add("core", core)
      }
    case .stopped(let signal):
      record.add("event", "stopped")
      record.add(signal)
    case .continued: record.add("event", "continued")
    }
  }
}

extension LuaRecord {
  fileprivate mutating func add(_ signal: Signal) {
    add("signal", Int64(signal.number))
    add("name", signal.literal)
  }
}

extension ProcessStatus {
  /// A table with the kernel's names for the signal sets.
  func luaTable(pid: Int32) -> LuaTable {
    var table = LuaTable(fields: [
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
    table.metatable = .status
    return table
  }
}
