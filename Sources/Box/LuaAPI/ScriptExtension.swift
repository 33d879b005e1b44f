package import BoxInit
internal import Linux
package import LuaBridge
internal import SignalModel

/// What the host gives to a script beside the modules of an init.
///
/// With one, the script is not the init's program but a guest in it: the modules signal, process and
/// terminal act only in copies that are inits or processes of further boxes.
package struct ScriptExtension: Sendable {
  /// Further modules, made from what they may do.
  package var modules: @Sendable (ScriptContext) -> [LuaModule]
  /// What `require` finds beside the policies: files of lua/, without `.lua`, by the modules' names.
  package var library: [String: String]

  /// Plans an extension.
  ///
  /// - Parameters:
  ///   - library: What `require` finds: files of lua/ by the modules' names.
  ///   - modules: Makes further modules from what they may do.
  package init(
    library: [String: String],
    modules: @escaping @Sendable (ScriptContext) -> [LuaModule]
  ) {
    self.library = library
    self.modules = modules
  }
}

extension ScriptContext {
  /// The status of a process, as `process.status` returns it; nil once it has ended.
  package func status(of pid: Int32) -> LuaValue? {
    ProcFiles.status(of: pid).map { .table($0.luaTable(pid: $0.pidsByNamespace.last ?? pid)) }
  }
}
