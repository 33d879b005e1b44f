import LuaAPI
import ArgumentParser
import BoxInit
import Linux

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Run a script in place, with no box around it: as the init of a container.",
    usage: "sigbox init SCRIPT [ARGS...] [-- COMMAND...]",
    discussion: """
      The script runs as PID 1 where sigbox is PID 1, as the ENTRYPOINT of a container, else as a \
      child subreaper. All words behind SCRIPT are the script's, a -- among them. The exit status \
      is the script's.
      """)

  @Argument(help: "The path of a Lua script, - for standard input, or a built-in init.")
  var script: String

  @Argument(parsing: .captureForPassthrough, help: "The script's arguments, as they are.")
  var arguments: [String] = []

  @OptionGroup var lua: LuaOptions

  func run() throws {
    try BoxInit.runInPlace(
      try ProgramChoice.script(script, arguments: arguments, at: .`init`), luaMemory: lua.memory)
  }
}
