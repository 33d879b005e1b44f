internal import LuaBridge
internal import Signals
internal import SystemCalls
internal import SystemPackage

/// Making processes, replacing and ending this one.
extension ProcessAPI {
  var creating: [LuaModule.Function] { [spawn, fork, execute, exit] }

  private var spawn: LuaModule.Function {
    runtime.function("spawn") { [dispatch = runtime.dispatch] arguments in
      var command = try SpawnArguments(arguments)
      defer { command.close() }
      let plan = try dispatch.restarting { try command.prepared() }
      return [.integer(Int64(try Spawning.spawn(plan)))]
    }
  }

  private var fork: LuaModule.Function {
    runtime.function("fork") { [runtime] arguments in
      let function = try arguments.function(1, "fn")
      let child = try Cloning.fork {
        runtime.becomeChild()
        runtime.finish(function, [])
      }
      return [.integer(Int64(child))]
    }
  }

  private var execute: LuaModule.Function {
    runtime.function("exec", after: SignalDispatch.all) { [dispatch = runtime.dispatch] arguments in
      let words = try SpawnArguments.words(try arguments.table(1, "command"))
      while true {
        let error = Spawning.execute(words)
        guard error.errno == .interrupted, dispatch.mayTake else { throw error }
        dispatch.drain(SignalDispatch.all)
      }
    }
  }

  private var exit: LuaModule.Function {
    runtime.function("exit") { arguments in
      ScriptRuntime.end(try arguments.integer(1, "code", in: 0...255, or: 0))
    }
  }
}
