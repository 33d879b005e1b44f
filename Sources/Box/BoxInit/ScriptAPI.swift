package import LuaBridge

/// The Lua modules that a script gets.
package struct ScriptAPI: Sendable {
  /// Makes the modules for a runtime.
  package var modules: @Sendable (ScriptRuntime) -> [LuaModule]
  /// What `require` finds besides the policies: files of lua/, without `.lua`, by module name.
  package var library: [String: String] = [:]
  /// Whether the script is a guest, whose modules act only in the processes of further boxes.
  package var isGuest = false

  /// Makes an API.
  package init(modules: @escaping @Sendable (ScriptRuntime) -> [LuaModule]) {
    self.modules = modules
  }
}
