package import BoxInit
internal import Linux
package import LuaBridge
internal import SignalModel

/// Further modules for a script, such as `experiment`.
///
/// A script with an extension may use signal, process and terminal only in functions that run inside
/// the boxes that it makes.
package struct ScriptExtension: Sendable {
  package var modules: @Sendable (ScriptContext) -> [LuaModule]
  /// Further files for `require`: paths in lua/ without `.lua`, by module name.
  package var library: [String: String]

  package init(
    library: [String: String],
    modules: @escaping @Sendable (ScriptContext) -> [LuaModule]
  ) {
    self.library = library
    self.modules = modules
  }
}

extension ScriptContext {
  /// The status of a process, as returned by `process.status`; nil once it has ended.
  package func status(of pid: Int32) -> LuaValue? {
    ProcFiles.status(of: pid).map { .table($0.luaTable(pid: $0.pidsByNamespace.last ?? pid)) }
  }
}
