internal import BoxInit
internal import LuaAPI

/// Runs a script without a box around it.
package enum ScriptInPlace {
  /// Carries out `sigbox init`; `luaMemory` is in bytes.
  package static func run(_ name: String, _ arguments: [String], luaMemory: UInt64) throws -> Never
  {
    let script = try ProgramChoice.script(name, arguments: arguments, at: .`init`)
    try BoxInit.runInPlace(script, luaMemory: luaMemory)
  }

  /// Runs the script of a command line that needs no parser; returns if there is none.
  ///
  /// `words` starts with the name of the program.
  package static func runIfNamed(in words: [String]) throws {
    if let script = try ProgramChoice.inPlace(words) { try BoxInit.runInPlace(script) }
  }
}
