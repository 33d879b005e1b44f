import ArgumentParser
import BoxProtocol
import SigboxCore

/// What a Lua script may use.
struct LuaArguments: ParsableArguments {
  @Option(
    name: .customLong("lua-memory"),
    help: ArgumentHelp(
      "Memory limit for the values of a Lua script: bytes, or 64m or 1g. (default: 256m)",
      valueName: "size"),
    transform: OptionValue.bytes)
  var memory = BoxConfiguration.defaultLuaMemory
}
