internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Sessions, process groups, and relations to other processes.
extension ProcessAPI {
  var identity: [LuaModule.Function] {
    [startSession, setGroup, group, session, subreaper, parentDeathSignal, nice]
  }

  private var startSession: LuaModule.Function {
    runtime.function("setsid") { _ in
      try CurrentProcess.startSession()
      return [.integer(Int64(CurrentProcess.pid))]
    }
  }

  private var setGroup: LuaModule.Function {
    runtime.function("setpgid") { arguments in
      try ProcessGroups.set(
        try arguments.integer(1, "pid", in: 0...(.max), or: 0),
        group: try arguments.integer(2, "group", in: 0...(.max), or: 0))
      return [.boolean(true)]
    }
  }

  private var group: LuaModule.Function {
    runtime.function("getpgid") { arguments in
      let pid = try arguments.integer(1, "pid", in: 0...(.max), or: 0)
      return [.integer(Int64(try ProcessGroups.group(of: pid)))]
    }
  }

  private var session: LuaModule.Function {
    runtime.function("getsid") { arguments in
      let pid = try arguments.integer(1, "pid", in: 0...(.max), or: 0)
      return [.integer(Int64(try ProcessGroups.session(of: pid)))]
    }
  }

  private var subreaper: LuaModule.Function {
    runtime.function("subreaper") { arguments in
      if !arguments.isNil(1) {
        guard case .boolean(let isSet) = arguments[1] else {
          throw arguments.wrongType(1, "on", "boolean")
        }
        try CurrentProcess.setSubreaper(isSet)
      }
      return [.boolean(CurrentProcess.isSubreaper)]
    }
  }

  private var parentDeathSignal: LuaModule.Function {
    runtime.function("parent_death_signal") { arguments in
      if !arguments.isNil(1) {
        try CurrentProcess.setParentDeathSignal(try arguments.signalOrZero(1))
      }
      return [CurrentProcess.parentDeathSignal.map { .text($0.name) } ?? .nil]
    }
  }

  private var nice: LuaModule.Function {
    runtime.function("nice") { arguments in
      if !arguments.isNil(1) {
        try CurrentProcess.setNiceness(try arguments.integer(1, "niceness", in: -20...19))
      }
      return [.integer(Int64(CurrentProcess.niceness))]
    }
  }
}
