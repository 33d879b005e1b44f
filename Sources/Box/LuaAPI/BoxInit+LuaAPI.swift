package import BoxInit
package import BoxProtocol
package import Linux

extension ScriptAPI {
  /// The modules `signal`, `process` and `terminal`, and those of an extension.
  package static func standard(extending extension: ScriptExtension? = nil) -> ScriptAPI {
    var api = ScriptAPI { runtime in
      [SignalAPI(runtime).module, ProcessAPI(runtime).module, TerminalAPI(runtime).module]
        + (`extension`?.modules(ScriptContext(runtime)) ?? [])
    }
    api.library = `extension`?.library ?? [:]
    api.isGuest = `extension` != nil
    return api
  }
}

extension BoxInit {
  /// Isolates the caller and runs the program; a script gets the standard modules.
  package static func run(
    _ configuration: BoxConfiguration, socket: consuming MessageSocket,
    extending extension: ScriptExtension? = nil
  ) -> Never {
    run(configuration, socket: consume socket, api: .standard(extending: `extension`))
  }

  /// Runs a script with the standard modules in the calling process.
  ///
  /// - Throws: EINVAL of prctl(2) if the caller cannot become a subreaper.
  package static func runInPlace(
    _ script: BoxConfiguration.Script, luaMemory: UInt64 = BoxConfiguration.defaultLuaMemory
  ) throws(SystemError) -> Never {
    try runInPlace(script, luaMemory: luaMemory, api: .standard())
  }
}
