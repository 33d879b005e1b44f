package import LuaBridge

/// The Lua modules of a script.
package struct ScriptAPI: Sendable {
  package var modules: @Sendable (ScriptRuntime) -> [LuaModule]
  /// Further files for `require`: paths in lua/ without `.lua`, by module name.
  package var library: [String: String] = [:]
  /// Whether the script may use signal, process and terminal only inside the boxes that it makes.
  package var isGuest = false

  package init(modules: @escaping @Sendable (ScriptRuntime) -> [LuaModule]) {
    self.modules = modules
  }
}
