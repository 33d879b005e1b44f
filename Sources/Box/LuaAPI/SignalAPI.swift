internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux

/// The Lua module `signal`; lua/meta/signal.lua documents each function.
struct SignalAPI {
  let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  var module: LuaModule {
    LuaModule("signal", dispositions + masks + waiting + sending + timing + notifying)
  }

  private var dispositions: [LuaModule.Function] {
    [handle, ignore, setDefault, disposition, list, number, describe]
  }

  private var masks: [LuaModule.Function] { [block, unblock, setMask, mask, pending] }

  private var handle: LuaModule.Function {
    runtime.function("handle") { [dispatch = runtime.dispatch] arguments in
      let signal = try arguments.catchableSignal(1, for: "handled")
      let function = try arguments.function(2, "handler")
      let options = try HandleOptions(arguments, 3)
      dispatch.setHandler(options.handler(function, for: signal), for: signal)
      try SignalDispositions.handle(signal, flags: options.flags)
      return []
    }
  }

  private var ignore: LuaModule.Function {
    runtime.function("ignore") { [dispatch = runtime.dispatch] arguments in
      for signal in try arguments.signals(from: 1, for: "ignored") {
        try dispatch.removeHandler(for: signal) { try SignalDispositions.ignore(signal) }
      }
      return []
    }
  }

  private var setDefault: LuaModule.Function {
    runtime.function("default") { [dispatch = runtime.dispatch] arguments in
      for signal in try arguments.signals(from: 1, for: "set to default") {
        try dispatch.removeHandler(for: signal) { try SignalDispositions.setDefault(signal) }
      }
      return []
    }
  }

  private var disposition: LuaModule.Function {
    runtime.function("disposition") { arguments in
      [.text(SignalDispositions.current(try arguments.signal(1)).rawValue)]
    }
  }

  private var block: LuaModule.Function {
    changer("block") { SignalMask.block(SignalSet(try $0.signals(from: 1))) }
  }

  private var unblock: LuaModule.Function {
    changer("unblock") { [dispatch = runtime.dispatch] arguments in
      let set = SignalSet(try arguments.signals(from: 1))
      let old = SignalMask.unblock(set)
      dispatch.unblock(set)
      return old
    }
  }

  private var setMask: LuaModule.Function {
    changer("setmask") { [dispatch = runtime.dispatch] arguments in
      let set = try arguments.signalSet(1)
      let old = SignalMask.set(set)
      dispatch.unblock(old.subtracting(set))
      return old
    }
  }

  /// Declares a function that changes the mask and returns the old one.
  ///
  /// As for sigprocmask(2), signals that the change unblocks are handled before the function returns.
  private func changer(
    _ name: StaticString, _ change: @escaping (borrowing LuaArguments) throws -> SignalSet
  ) -> LuaModule.Function {
    runtime.function(name, after: SignalDispatch.all) { [dispatch = runtime.dispatch] arguments in
      let old = try change(arguments)
      dispatch.drain(SignalDispatch.all)
      return [old.luaValue]
    }
  }

  private var mask: LuaModule.Function {
    runtime.function("mask") { _ in [SignalMask.current.luaValue] }
  }

  private var pending: LuaModule.Function {
    runtime.function("pending") { _ in [SignalMask.pending.luaValue] }
  }

  private var list: LuaModule.Function {
    runtime.function("list") { _ in
      [.table(LuaTable(list: Signal.all.map { .text($0.name) }))]
    }
  }

  private var number: LuaModule.Function {
    runtime.function("number") { arguments in
      [.integer(Int64(try arguments.signal(1).number))]
    }
  }

  private var describe: LuaModule.Function {
    runtime.function("strsignal") { arguments in
      [.text(SignalDispositions.describe(try arguments.signal(1)))]
    }
  }
}
