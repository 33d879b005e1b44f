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
    runtime.function("open") { [runtime] _ in
      let (master, terminal) = try Pseudoterminal().release()
      return [runtime.given(master), runtime.given(terminal)]
    }
  }

  private var isTerminal: LuaModule.Function {
    runtime.function("is") { [runtime] arguments in
      [.boolean(Terminals.isTerminal(try arguments.descriptor(1, of: runtime)))]
    }
  }

  private var control: LuaModule.Function {
    runtime.function("control") { [runtime] arguments in
      guard case .boolean(let steals) = arguments.isNil(2) ? .boolean(false) : arguments[2] else {
        throw arguments.wrongType(2, "steal", "boolean")
      }
      try Terminals.control(try arguments.descriptor(1, of: runtime), stealing: steals)
      return [.boolean(true)]
    }
  }

  private var release: LuaModule.Function {
    runtime.function("release") { [runtime] arguments in
      try Terminals.release(try arguments.descriptor(1, of: runtime))
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
      prepare: { [runtime] arguments in
        Call(
          terminal: try arguments.descriptor(1, of: runtime),
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
    runtime.function("raw") { [runtime] arguments in
      [.string(try Terminals.makeRaw(try arguments.descriptor(1, of: runtime)))]
    }
  }

  private var restore: LuaModule.Function {
    runtime.function("restore") { [runtime] arguments in
      let terminal = try arguments.descriptor(1, of: runtime)
      guard case .string(let settings) = arguments[2] else {
        throw arguments.wrongType(2, "settings", "string")
      }
      try Terminals.restore(settings, on: terminal)
      return [.boolean(true)]
    }
  }

  private var size: LuaModule.Function {
    runtime.function("size") { [runtime] arguments in
      let terminal = try arguments.descriptor(1, of: runtime)
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
