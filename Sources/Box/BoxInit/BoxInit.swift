internal import Sandbox
package import BoxProtocol
internal import SignalModel
package import Linux
internal import SystemPackage

/// PID 1 of a box, from the clone to its program.
///
/// This is the inner half of making a box; the host's half is `Box.launch`.
package enum BoxInit {
  /// Isolates the caller, which was just cloned, and runs the program of the box.
  ///
  /// A failure before the program runs is reported to the host.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - socket: The init's end of the channel.
  ///   - api: The modules of a script.
  package static func run(
    _ configuration: BoxConfiguration, socket: consuming MessageSocket, api: ScriptAPI
  ) -> Never {
    run(configuration, socket: consume socket) { channel, hidden in
      switch configuration.program {
      case .command(let arguments): execute(arguments, hidden, channel)
      case .script(let script):
        ScriptRuntime.run(
          script, memory: configuration.luaMemory, channel: channel.afterStart(configuration),
          api: api, hidden: hidden)
      }
    }
  }

  /// Isolates the caller and runs a function as the program of the box, which is described as a command.
  ///
  /// The function closes all descriptors above 2, as execve(2) does.
  package static func run(
    _ configuration: BoxConfiguration, socket: consuming MessageSocket,
    function: () -> Never
  ) -> Never {
    run(configuration, socket: consume socket) { _, _ in function() }
  }

  /// Isolates the caller and runs a program.
  static func run(
    _ configuration: BoxConfiguration, socket: consuming MessageSocket,
    _ program: (HostChannel, HiddenFiles) -> Never
  ) -> Never {
    resetInheritedState(keeping: socket.descriptor)
    let hidden = HiddenFiles(of: configuration)
    let channel = HostChannel(consume socket)
    do {
      try channel.moveAside()
      try bindToHost()
      guard channel.mayMakeBox() else { CurrentProcess.exit(125) }
      try Isolation.apply(configuration)
      if configuration.hasTerminal { try channel.pass(try openTerminal()) }
      if configuration.outputToError { try redirectOutputToError() }
      guard let limits = try channel.enterGroups() else { CurrentProcess.exit(125) }
      hidden.report()
      var restrictions = configuration.restrictions()
      restrictions.drop(limits)
      // Last, because the steps before need what it removes.
      try Confinement(
        restrictions, user: configuration.user, ownNetwork: configuration.ownNetwork
      )
      .apply(setting: configuration.environment)
      // The kernel clears it when the user changes.
      try CurrentProcess.setParentDeathSignal(.kill)
    } catch {
      channel.fail(status: 125, error)
    }
    if configuration.isOrdinary {
      let isCommand = if case .command = configuration.program { true } else { false }
      Reaper.run({ program(channel, hidden) }, isCommand: isCommand, channel)
    }
    program(channel, hidden)
  }

  /// Runs a script in the calling process, without a box: as PID 1 in a container, otherwise as a
  /// child subreaper.
  ///
  /// Inherited state is kept: ignored and blocked signals, and open descriptors. A built-in init is a
  /// subreaper only if the original is one.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - luaMemory: The limit on its values, in bytes.
  ///   - api: The modules of the script.
  /// - Throws: EINVAL of prctl(2) if the caller cannot become a subreaper.
  package static func runInPlace(
    _ script: BoxConfiguration.Script, luaMemory: UInt64 = BoxConfiguration.defaultLuaMemory,
    api: ScriptAPI
  ) throws(SystemError) -> Never {
    // The runtime of a debug build catches some signals for its reports.
    SignalDispositions.resetCaught()
    if CurrentProcess.pid != 1, script.directory != nil { try CurrentProcess.setSubreaper(true) }
    ScriptRuntime.run(
      script, memory: luaMemory, channel: nil, api: api, inheritsDescriptors: true)
  }

  /// Resets dispositions and mask, and closes all descriptors except for 0 to 2 and the channel.
  private static func resetInheritedState(keeping channel: FileDescriptor) {
    SignalDispositions.reset()
    SignalMask.set(.empty)
    CurrentProcess.closeDescriptors(but: [channel])
  }

  /// Has the kernel kill the init when the host exits.
  ///
  /// A host that exited before this is noticed by its closed end of the channel.
  private static func bindToHost() throws(SystemError) {
    try CurrentProcess.startSession()
    try CurrentProcess.setParentDeathSignal(.kill)
  }

  /// Makes a new terminal the controlling one, and returns the end that the host controls.
  private static func openTerminal() throws(SystemError) -> OwnedDescriptor {
    let terminal = try Pseudoterminal()
    try Terminals.take(terminal.terminal.descriptor)
    return terminal.masterEnd()
  }

  private static func redirectOutputToError() throws(SystemError) {
    try Descriptors.redirect(CollectionOfOne(1), to: .standardError)
  }

  private static func execute(
    _ arguments: [[UInt8]], _ hidden: HiddenFiles, _ channel: HostChannel
  ) -> Never {
    var failure = Spawning.execute(arguments)
    if failure.errno == .noSuchFileOrDirectory, let command = arguments.first {
      failure.remedy = hidden.advice(forCommand: command) ?? failure.remedy
    }
    channel.fail(status: failure.commandStatus, failure)
  }
}
