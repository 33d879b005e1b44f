internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Starting processes, and replacing and ending the current one.
extension ProcessAPI {
  var creating: [LuaModule.Function] { [spawn, fork, threads, execute, exit] }

  private var spawn: LuaModule.Function {
    runtime.function("spawn") { [runtime] arguments in
      var command = try SpawnArguments(arguments, of: runtime)
      defer { command.close() }
      let plan = try runtime.dispatch.restarting { try command.prepared() }
      return [.integer(Int64(try Spawning.spawn(plan)))]
    }
  }

  private var fork: LuaModule.Function {
    runtime.function("fork") { [runtime] arguments in
      let function = try arguments.function(1, "fn")
      let child = try Cloning.fork {
        runtime.becomeChild()
        runtime.finish(function, [], "the forked function")
      }
      return [.integer(Int64(child))]
    }
  }

  private var threads: LuaModule.Function {
    runtime.function("threads") { [runtime] arguments in
      let table = try arguments.table(1, "masks")
      guard table.fields.isEmpty, table.strayKey == nil, (1...64).contains(table.list.count) else {
        throw LuaArgumentError(
          1, "masks: a list of 1 to 64 sets expected, such as {{\"TERM\"}, {}}")
      }
      var threads: [ThreadedProcess.Thread] = []
      for value in table.list {
        if case .boolean(false) = value {
          threads.append(.init(mask: SignalMask.current, exits: true))
        } else {
          threads.append(.init(mask: try arguments.parseSet(value, 1)))
        }
      }
      guard threads.contains(where: { !$0.exits }) else {
        throw LuaArgumentError(1, "masks: only threads that exit: EINVAL: give one of them a set")
      }
      let (pid, ids) = try ThreadedProcess.start(threads) { runtime.becomeChild() }
      return [
        .integer(Int64(pid)), .table(LuaTable(list: ids.map { .integer(Int64($0)) })),
      ]
    }
  }

  private var execute: LuaModule.Function {
    runtime.function("exec", after: SignalDispatch.all) { [runtime] arguments in
      let dispatch = runtime.dispatch
      try Self.refuseLasting(try arguments.table(1, "command"))
      var command = try SpawnArguments(arguments, of: runtime)
      defer { command.close() }
      let plan = try dispatch.restarting { try command.prepared() }
      while true {
        let error = Spawning.execute(plan)
        guard error.errno == .interrupted, dispatch.mayTake else { throw error }
        dispatch.drain(SignalDispatch.all)
      }
    }
  }

  /// Refuses options whose effect could not be undone after a failed exec.
  private static func refuseLasting(_ command: LuaTable) throws {
    let instead = [
      "session": "process.setsid", "terminal": "terminal.control",
      "foreground": "terminal.foreground", "group": "process.setpgid", "limits": "process.limit",
      "death": "process.parent_death_signal", "uid": "process.setuid", "gid": "process.setgid",
    ]
    for (key, _) in command.fields {
      guard let function = instead[key] else { continue }
      throw LuaArgumentError(
        1, "option '\(key)' is for spawn: call \(function) before exec")
    }
  }

  private var exit: LuaModule.Function {
    runtime.function("exit") { arguments in
      ScriptRuntime.end(try arguments.integer(1, "code", in: 0...255, or: 0))
    }
  }
}
