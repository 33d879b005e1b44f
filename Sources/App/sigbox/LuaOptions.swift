import ArgumentParser
import BoxProtocol

/// What a Lua script may use.
struct LuaOptions: ParsableArguments {
  @Option(
    name: .customLong("lua-memory"),
    help: ArgumentHelp(
      "The memory of a Lua script's values, as 64m or 1g. (default: 256m)", valueName: "bytes"),
    transform: BoxOptions.bytes)
  var memory = BoxConfiguration.defaultLuaMemory
}
