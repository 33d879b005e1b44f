internal import LuaBridge
internal import Signals
internal import SystemCalls

/// The Lua module `signal`; lua/meta/signal.lua documents each function.
struct SignalAPI {
  private let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  var module: LuaModule {
    LuaModule(
      "signal",
      [handle, ignore, setDefault, block, unblock, pending, wait, pause, kill, raise, list])
  }

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
        try SignalDispositions.ignore(signal)
        dispatch.setHandler(nil, for: signal)
      }
      return []
    }
  }

  private var setDefault: LuaModule.Function {
    runtime.function("default") { [dispatch = runtime.dispatch] arguments in
      for signal in try arguments.signals(from: 1, for: "set to default") {
        try SignalDispositions.setDefault(signal)
        dispatch.setHandler(nil, for: signal)
      }
      return []
    }
  }

  private var block: LuaModule.Function {
    runtime.function("block") { arguments in
      [SignalMask.block(SignalSet(try arguments.signals(from: 1))).luaValue]
    }
  }

  private var unblock: LuaModule.Function {
    runtime.function("unblock") { [dispatch = runtime.dispatch] arguments in
      let set = SignalSet(try arguments.signals(from: 1))
      let old = SignalMask.unblock(set)
      dispatch.unblock(set)
      // As sigprocmask(2) has it: what was pending is handled before the call returns.
      dispatch.drain()
      return [old.luaValue]
    }
  }

  private var pending: LuaModule.Function {
    runtime.function("pending") { _ in [SignalMask.pending.luaValue] }
  }

  private var wait: LuaModule.Function {
    struct Call {
      let set: SignalSet
      let seconds: Double?
    }
    return runtime.blocking(
      "wait",
      prepare: { arguments in
        var position = 1
        var set = SignalMask.current
        if case .integer = arguments[1] {
        } else if case .number = arguments[1] {
        } else {
          if !arguments.isNil(1) { set = try arguments.signalSet(1) }
          position = 2
        }
        let seconds = arguments.isNil(position) ? nil : try arguments.seconds(position)
        return Call(set: set, seconds: seconds)
      },
      { call in
        let mask = SignalMask.block(call.set)
        defer { SignalMask.set(mask) }
        switch try Interruptible.accept(call.set, within: call.seconds) {
        case .finished(let record?): return [.table(record.luaTable)]
        case .finished(nil): return [.nil, .text("no signal came in time"), .text("EAGAIN")]
        case .interrupted: return nil
        }
      })
  }

  private var pause: LuaModule.Function {
    runtime.blocking(
      "pause", prepare: { _ in () },
      { _ in
        Interruptible.pause()
        return nil
      }, interrupted: { _ in [] })
  }

  private var kill: LuaModule.Function {
    runtime.function("kill") { [dispatch = runtime.dispatch] arguments in
      let pid = try arguments.integer(1, "pid", in: .min...(.max))
      if case .integer(0) = arguments[2] {
        try Sending.kill(pid, nil)
      } else {
        try Sending.kill(pid, try arguments.signal(2))
      }
      dispatch.drain()
      return [.boolean(true)]
    }
  }

  private var raise: LuaModule.Function {
    runtime.function("raise") { [dispatch = runtime.dispatch] arguments in
      try Sending.raise(try arguments.signal(1))
      dispatch.drain()
      return [.boolean(true)]
    }
  }

  private var list: LuaModule.Function {
    runtime.function("list") { _ in
      [.table(LuaTable(list: Signal.all.map { .text($0.name) }))]
    }
  }
}
