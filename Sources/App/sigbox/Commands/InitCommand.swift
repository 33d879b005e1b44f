import ArgumentParser
import SigboxCore

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Run a script as the init of a container, without a box.",
    usage: "sigbox init SCRIPT [ARGS...] [-- COMMAND...]",
    discussion: """
      The script runs as PID 1 if sigbox is PID 1, such as the ENTRYPOINT of a container; otherwise \
      it runs as a child subreaper. Everything after SCRIPT is passed to the script, including --, \
      and its exit status is returned.
      """)

  @Argument(
    help: "Path of a Lua script, - for standard input, or a built-in init.",
    completion: Completions.programs)
  var script: String

  @Argument(parsing: .captureForPassthrough, help: "Arguments of the script.")
  var arguments: [String] = []

  @OptionGroup var lua: LuaArguments

  func run() throws { try ScriptInPlace.run(script, arguments, luaMemory: lua.memory) }
}
