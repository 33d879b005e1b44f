public import BoxProtocol
public import LuaBridge
internal import Signals
public import SystemCalls

/// What the host gives to a script beside the modules of an init.
///
/// With one, the script is not the init's program but a guest in it: the modules signal, process and
/// terminal act only in copies that are inits or processes of further boxes.
public struct ScriptExtension: Sendable {
  /// Further modules, made from what they may do.
  public var modules: @Sendable (ScriptContext) -> [LuaModule]
  /// What `require` finds beside the policies: files of lua/, without `.lua`, by the modules' names.
  public var library: [String: String]

  /// Plans an extension.
  ///
  /// - Parameters:
  ///   - library: What `require` finds: files of lua/ by the modules' names.
  ///   - modules: Makes further modules from what they may do.
  public init(
    library: [String: String],
    modules: @escaping @Sendable (ScriptContext) -> [LuaModule]
  ) {
    self.library = library
    self.modules = modules
  }
}

/// What modules of an extension may do with the script that has them.
public struct ScriptContext {
  private let runtime: ScriptRuntime

  init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  /// Tells the host something; false when that has gone.
  public func tell(_ bytes: [UInt8]) -> Bool { runtime.seam?.tell(bytes) ?? false }

  /// Waits for what the host tells; nil when that has gone.
  public func listen() -> [UInt8]? { runtime.seam?.listen() }

  /// What /proc says of a process, as `process.status` gives it; nil when it has ended.
  public func status(of pid: Int32) -> LuaValue? {
    ProcFiles.status(of: pid).map { .table($0.luaTable(pid: $0.pidsByNamespace.last ?? pid)) }
  }

  /// Makes the caller, a copy that has just been cloned, the init of a box whose program is a
  /// function of the script.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - socket: The init's end of the seam.
  ///   - function: The program; it ends with what the function returns.
  ///   - arguments: What the function is called with.
  public func becomeInit(
    _ configuration: BoxConfiguration, _ socket: MessageSocket, _ function: LuaFunction,
    _ arguments: [[UInt8]]
  ) -> Never {
    BoxInit.run(configuration, socket: socket) { seam, _ in
      runtime.begin(seam.afterStart(configuration))
      runtime.finish(function, arguments, "the init's function")
    }
  }

  /// Makes the caller, a copy in a box, a process whose program is a function of the script.
  public func becomeProcess(_ function: LuaFunction) -> Never {
    SignalDispositions.reset()
    runtime.begin(nil)
    runtime.finish(function, [], "the function")
  }
}
