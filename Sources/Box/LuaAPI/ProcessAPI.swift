internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The Lua module `process`; lua/meta/process.lua documents each function.
struct ProcessAPI {
  let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  var module: LuaModule {
    LuaModule(
      "process",
      creating + waiting + identity + privileges + descriptors + opening + files + sockets
        + queues + surroundings + looking)
  }

  private var looking: [LuaModule.Function] { [sleep, pid, parent, children, status, tree] }

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

  private var pid: LuaModule.Function {
    runtime.function("pid") { _ in [.integer(Int64(CurrentProcess.pid))] }
  }

  private var parent: LuaModule.Function {
    runtime.function("parent") { _ in [.integer(Int64(CurrentProcess.parent))] }
  }

  private var children: LuaModule.Function {
    runtime.function("children") { _ in
      let children = ProcFiles.children(of: CurrentProcess.pid)
      return [.table(LuaTable(list: children.map { .integer(Int64($0)) }))]
    }
  }

  private var status: LuaModule.Function {
    runtime.function("status") { arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max), or: CurrentProcess.pid)
      guard let status = ProcFiles.status(of: pid) else {
        throw SystemError("read the status of", .noSuchProcess, subject: "process \(pid)")
      }
      return [.table(status.luaTable(pid: pid))]
    }
  }

  private var tree: LuaModule.Function {
    runtime.function("tree") { arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max), or: CurrentProcess.pid)
      guard let tree = Self.tree(of: pid) else {
        throw SystemError("read the status of", .noSuchProcess, subject: "process \(pid)")
      }
      return [.table(tree)]
    }
  }

  /// A process with its descendants; omits processes that end meanwhile.
  private static func tree(of pid: Int32) -> LuaTable? {
    guard let status = ProcFiles.status(of: pid) else { return nil }
    let children = ProcFiles.children(of: pid).compactMap { tree(of: $0) }
    return LuaTable(
      list: children.map { .table($0) },
      fields: [
        ("pid", .integer(Int64(pid))), ("name", .text(status.name)),
        ("state", .text(status.state.word)),
      ])
  }
}
