internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// The Lua module `terminal`; lua/meta/terminal.lua documents each function.
struct TerminalAPI {
  let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  var module: LuaModule {
    LuaModule("terminal", [open, isTerminal, control, release, foreground, raw, restore, size])
  }

  private var open: LuaModule.Function {
    runtime.function("open") { _ in
      let (master, terminal) = try Pseudoterminal().release()
      return [.integer(Int64(master.rawValue)), .integer(Int64(terminal.rawValue))]
    }
  }

  private var isTerminal: LuaModule.Function {
    runtime.function("is") { arguments in
      [.boolean(Terminals.isTerminal(try arguments.descriptor(1)))]
    }
  }

  private var control: LuaModule.Function {
    runtime.function("control") { arguments in
      guard case .boolean(let steals) = arguments.isNil(2) ? .boolean(false) : arguments[2] else {
        throw arguments.wrongType(2, "steal", "boolean")
      }
      try Terminals.control(try arguments.descriptor(1), stealing: steals)
      return [.boolean(true)]
    }
  }

  private var release: LuaModule.Function {
    runtime.function("release") { arguments in
      try Terminals.release(try arguments.descriptor(1))
      return [.boolean(true)]
    }
  }

  private var foreground: LuaModule.Function {
    struct Call {
      let terminal: FileDescriptor
      let group: Int32?
    }
    return runtime.blocking(
      "foreground",
      prepare: { arguments in
        Call(
          terminal: try arguments.descriptor(1),
          group: arguments.isNil(2) ? nil : try arguments.integer(2, "group", in: 1...(.max)))
      },
      { call in
        if let group = call.group,
          case .interrupted = try Interruptible.setForeground(group, of: call.terminal)
        {
          return nil
        }
        return [.integer(Int64(try Terminals.foreground(of: call.terminal)))]
      })
  }

  private var raw: LuaModule.Function {
    runtime.function("raw") { arguments in
      [.string(try Terminals.makeRaw(try arguments.descriptor(1)))]
    }
  }

  private var restore: LuaModule.Function {
    runtime.function("restore") { arguments in
      let terminal = try arguments.descriptor(1)
      guard case .string(let settings) = arguments[2] else {
        throw arguments.wrongType(2, "settings", "string")
      }
      try Terminals.restore(settings, on: terminal)
      return [.boolean(true)]
    }
  }

  private var size: LuaModule.Function {
    runtime.function("size") { arguments in
      let terminal = try arguments.descriptor(1)
      if arguments.count > 1 {
        try Terminals.setSize(
          rows: UInt16(try arguments.integer(2, "rows", in: 0...65535)),
          columns: UInt16(try arguments.integer(3, "columns", in: 0...65535)), of: terminal)
      }
      let size = try Terminals.size(of: terminal)
      return [.integer(Int64(size.rows)), .integer(Int64(size.columns))]
    }
  }
}
