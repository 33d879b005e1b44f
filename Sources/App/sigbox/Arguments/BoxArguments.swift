import ArgumentParser
import BoxProtocol
import SigboxCore

/// What a box is like.
struct BoxArguments: ParsableArguments {
  @OptionGroup(title: "Box") var isolation: IsolationArguments
  @OptionGroup(title: "Limits") var limits: LimitArguments
  @OptionGroup(title: "Program") var program: ProgramArguments

  var options: BoxOptions {
    var options = BoxOptions()
    options.hostName = isolation.hostname
    options.network = isolation.network
    options.isWritable = isolation.writable
    options.root = isolation.rootfs
    options.binds = isolation.binds
    options.isPrivileged = isolation.privileged
    options.timeLimit = limits.timeLimit
    options.memory = limits.memory
    options.luaMemory = limits.lua.memory
    options.processes = limits.processes
    options.processors = limits.processors
    options.program = program.options
    return options
  }
}

extension BoxOptions.Network: ExpressibleByArgument {}
