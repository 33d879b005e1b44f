internal import BoxHost
internal import BoxInit
internal import BoxProtocol
internal import EmbeddedLua
internal import Experiments
internal import Linux
internal import LuaAPI
internal import LuaBridge
internal import Sandbox
internal import Workshop

extension ConfinedScript {
  /// A Lua file of the binary as the script of an outer box.
  ///
  /// - Parameters:
  ///   - name: Its path in lua/, without `.lua`.
  ///   - arguments: Its arguments.
  ///   - directory: Where `require` looks for further files.
  ///   - timeLimit: When the box is ended, nil for no limit.
  /// - Returns: The script.
  static func embedded(
    _ name: String, _ arguments: [[UInt8]], directory: String?, timeLimit: Duration?
  ) -> ConfinedScript {
    let script = BoxConfiguration.Script(
      name: name, source: Scripts.text(name) ?? [], arguments: arguments, directory: directory)
    let configuration = BoxConfiguration.standard(
      .script(script), visible: [directory].compactMap { $0 })
    var confined = ConfinedScript(configuration) { configuration, socket in
      BoxInit.run(
        configuration, socket: socket, extending: `extension`(configuration))
    }
    confined.timeLimit = timeLimit
    return confined
  }

  /// The modules of such a script, in addition to those of an init.
  private static func `extension`(_ outer: BoxConfiguration) -> ScriptExtension {
    let modules = Scripts.names(in: "experiment").map {
      ($0 == "init" ? "experiment" : "experiment.\($0)", "experiment/\($0)")
    }
    let exercises = Course.names.map { ("workshop.\($0)", "workshop/\($0)") }
    let library = Dictionary(uniqueKeysWithValues: modules + exercises)
    return ScriptExtension(library: library) { context in
      var inner = BoxConfiguration(program: .command([]))
      inner.visiblePaths = outer.visiblePaths
      inner.luaMemory = outer.luaMemory
      // The outer box has its own ids and views of directories already.
      (inner.keepsIds, inner.isInner) = (true, true)
      let host = ExperimentHost(
        configuration: inner, tell: context.send, listen: context.receive,
        status: context.status(of:),
        script: {
          try ProgramChoice.script(
            $0, arguments: $1.map { ArgumentText.text(of: $0) }, at: .experiment)
        },
        becomeInit: { configuration, socket, function, arguments in
          guard let function else { BoxInit.run(configuration, socket: socket) }
          context.becomeInit(configuration, socket, function, arguments)
        },
        becomeProcess: context.becomeProcess)
      return [BoxesAPI(host).module]
    }
  }
}
