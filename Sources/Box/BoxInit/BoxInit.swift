internal import Sandbox
package import BoxProtocol
internal import SignalModel
package import Linux
internal import SystemPackage

/// PID 1 of a box, from clone to its program.
package enum BoxInit {
  /// Makes the box from within and runs its program.
  ///
  /// What fails before the program runs is told to the host, and the init ends.
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
      case .command(let words): execute(words, hidden, channel)
      case .script(let script):
        ScriptRuntime.run(
          script, memory: configuration.luaMemory, channel: channel.afterStart(configuration),
          api: api, hidden: hidden)
      }
    }
  }

  /// Makes the box from within and runs a program of the caller's.
  static func run(
    _ configuration: BoxConfiguration, socket: consuming MessageSocket,
    _ program: (HostChannel, HiddenFiles) -> Never
  ) -> Never {
    forgetCaller(keeping: socket.descriptor)
    let hidden = HiddenFiles(of: configuration)
    var configuration = configuration
    let channel = HostChannel(consume socket)
    do {
      try channel.moveAside()
      try bindToHost(channel)
      try Isolation.apply(configuration)
      if configuration.hasTerminal {
        let terminal = try Pseudoterminal()
        try Terminals.take(terminal.terminal.descriptor)
        try channel.pass(terminal.masterEnd())
      }
      if configuration.outputToError {
        try Descriptors.redirect(CollectionOfOne(1), to: .standardError)
      }
      guard let limits = try channel.enterGroups() else { CurrentProcess.exit(125) }
      configuration.dropLimits(limits)
      hidden.report()
      try giveUp(configuration)
    } catch {
      channel.fail(status: 125, "\(error)")
    }
    if configuration.isOrdinary {
      let isCommand = if case .command = configuration.program { true } else { false }
      Reaper.run({ program(channel, hidden) }, isCommand: isCommand, channel)
    }
    program(channel, hidden)
  }

  /// Runs a script in the calling process, with no box around it: as PID 1 where it is PID 1, as in
  /// a container, else as a child subreaper.
  ///
  /// What the process was started with stays: signals that are ignored or blocked, descriptors. A
  /// built-in init is no subreaper unless its original is one.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - luaMemory: How many bytes its values may take together.
  ///   - api: The modules of the script.
  /// - Throws: What becoming a subreaper throws.
  package static func runInPlace(
    _ script: BoxConfiguration.Script, luaMemory: UInt64 = BoxConfiguration.usualLuaMemory,
    api: ScriptAPI
  ) throws(SystemError) -> Never {
    // A debug build's runtime catches signals for its reports; nobody else can have before.
    SignalDispositions.resetCaught()
    if CurrentProcess.pid != 1, script.directory != nil { try CurrentProcess.setSubreaper(true) }
    ScriptRuntime.run(script, memory: luaMemory, channel: nil, api: api)
  }

  /// The init starts with nothing of what the caller had blocked, ignored or open.
  private static func forgetCaller(keeping socket: FileDescriptor) {
    SignalDispositions.reset()
    SignalMask.set(.empty)
    CurrentProcess.closeDescriptors(but: [socket])
  }

  /// From here on the init ends when the host does; before, the closed channel tells of its end.
  private static func bindToHost(_ channel: HostChannel) throws(SystemError) {
    try CurrentProcess.startSession()
    try CurrentProcess.setParentDeathSignal(.kill)
    guard channel.mayMakeBox() else { CurrentProcess.exit(125) }
  }

  /// Takes away what the program shall not have, last of all, for the steps before need it.
  private static func giveUp(_ configuration: BoxConfiguration) throws(SystemError) {
    if configuration.isStrict { try Environment.keepOrdinary() }
    try Environment.set(configuration.environment)
    var confinement = Confinement(
      isStrict: configuration.isStrict, isRootless: configuration.isRootless,
      processes: configuration.processes, memory: configuration.memory, user: configuration.user)
    confinement.mayNest = configuration.mayNest
    try confinement.apply()
  }

  private static func execute(_ words: [[UInt8]], _ hidden: HiddenFiles, _ channel: HostChannel)
    -> Never
  {
    var failure = Spawning.execute(words)
    if failure.errno == .noSuchFileOrDirectory, let word = words.first {
      failure.remedy = hidden.advice(forCommand: word) ?? failure.remedy
    }
    channel.fail(status: failure.commandStatus, "\(failure)")
  }
}
