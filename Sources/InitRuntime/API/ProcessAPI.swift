internal import LuaBridge
internal import Signals
internal import SystemCalls
internal import SystemPackage

/// The Lua module `process`; lua/meta/process.lua documents each function.
struct ProcessAPI {
  private let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  var module: LuaModule {
    LuaModule(
      "process", [spawn, fork, wait, reap, sleep, exit, pid, parent, children, status])
  }

  private var spawn: LuaModule.Function {
    runtime.function("spawn") { arguments in
      var plan = try SpawnArguments(arguments)
      defer { plan.close() }
      return [.integer(Int64(try Spawning.spawn(try plan.prepared())))]
    }
  }

  private var fork: LuaModule.Function {
    runtime.function("fork") { [runtime] arguments in
      let function = try arguments.function(1, "fn")
      let child = try Cloning.fork {
        runtime.becomeChild()
        do {
          Host.exit(try ScriptRuntime.exitCode(of: try function.call()))
        } catch {
          ScriptRuntime.fail("\(error)")
        }
      }
      return [.integer(Int64(child))]
    }
  }

  private var wait: LuaModule.Function {
    struct Call {
      let pid: Int32
      let blocks: Bool
    }
    return runtime.blocking(
      "wait", restarts: true,
      prepare: { arguments in
        let pid = try arguments.integer(1, "pid", in: .min...(.max), or: -1)
        var blocks = true
        for (key, value) in try arguments.optionalTable(2, "options")?.fields ?? [] {
          guard key == "nohang", case .boolean(let isSet) = value else {
            throw LuaArgumentError(2, "unknown option '\(key)': nohang, a boolean")
          }
          blocks = !isSet
        }
        return Call(pid: pid, blocks: blocks)
      },
      { call in
        switch try Interruptible.wait(pid: call.pid, blocks: call.blocks) {
        case .finished(let child?): return [.table(child.luaTable)]
        case .finished(nil): return [.nil, .text("no child has ended"), .text("EAGAIN")]
        case .interrupted: return nil
        }
      })
  }

  private var reap: LuaModule.Function {
    runtime.function("reap") { _ in
      var ended: [LuaValue] = []
      do {
        while case .finished(let child?) = try Interruptible.wait(pid: -1, blocks: false) {
          ended.append(.table(child.luaTable))
        }
      } catch let error as SystemError where error.errno == .noChildProcess {
        // All are reaped.
      }
      return [.table(LuaTable(list: ended))]
    }
  }

  private var sleep: LuaModule.Function {
    runtime.blocking(
      "sleep", prepare: { try $0.seconds(1) },
      { seconds in
        switch Interruptible.sleep(seconds: seconds) {
        case .finished(let left) where left == 0: return [.number(0)]
        case .finished(let left):
          seconds = left
          return nil
        case .interrupted: return nil
        }
      }, interrupted: { [.number($0)] })
  }

  private var exit: LuaModule.Function {
    runtime.function("exit") { arguments in
      Host.exit(try arguments.integer(1, "code", in: 0...255, or: 0))
    }
  }

  private var pid: LuaModule.Function {
    runtime.function("pid") { _ in [.integer(Int64(Host.pid))] }
  }

  private var parent: LuaModule.Function {
    runtime.function("parent") { _ in [.integer(Int64(Host.parent))] }
  }

  private var children: LuaModule.Function {
    runtime.function("children") { _ in
      let children = ProcFiles.children(of: Host.pid)
      return [.table(LuaTable(list: children.map { .integer(Int64($0)) }))]
    }
  }

  private var status: LuaModule.Function {
    runtime.function("status") { arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max), or: Host.pid)
      guard let status = ProcFiles.status(of: pid) else {
        throw SystemError("read the status of", .noSuchProcess, subject: "process \(pid)")
      }
      return [.table(status.luaTable(pid: pid))]
    }
  }
}
