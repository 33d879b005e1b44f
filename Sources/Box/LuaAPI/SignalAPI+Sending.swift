internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Sending signals.
extension SignalAPI {
  var sending: [LuaModule.Function] {
    [kill, killGroup, thread, process, queue, queueThread, raise, fault]
  }

  private var kill: LuaModule.Function {
    sender("kill") { arguments in
      let pid = try arguments.integer(1, "pid", in: .min...(.max))
      try Sending.kill(pid, try arguments.signalOrZero(2))
    }
  }

  private var raise: LuaModule.Function {
    sender("raise") { try Sending.raise(try $0.signal(1)) }
  }

  /// Declares a function that sends; it returns after the handler of a signal to the caller.
  private func sender(
    _ name: StaticString, _ send: @escaping (borrowing LuaArguments) throws -> Void
  ) -> LuaModule.Function {
    runtime.function(name) { [dispatch = runtime.dispatch] arguments in
      try send(arguments)
      dispatch.drain()
      return Self.done
    }
  }

  private static let done = [LuaValue.boolean(true)]

  private var killGroup: LuaModule.Function {
    sender("killpg") { arguments in
      let group = try arguments.integer(1, "group", in: 1...(.max))
      try Sending.kill(-group, try arguments.signal(2))
    }
  }

  private var thread: LuaModule.Function {
    sender("tgkill") { arguments in
      try Sending.thread(
        try arguments.integer(1, "pid", in: 1...(.max)),
        try arguments.integer(2, "thread", in: 1...(.max)), try arguments.signal(3))
    }
  }

  private var process: LuaModule.Function {
    sender("send") { [runtime] arguments in
      let pidfd = FileDescriptor(rawValue: try arguments.integer(1, "pidfd", in: 0...(.max)))
      let signal = try arguments.signal(2)
      try runtime.descriptors.check(pidfd)
      let hasContent = !arguments.isNil(3) || !arguments.isNil(4)
      try Sending.process(
        behind: pidfd.rawValue, signal, hasContent ? try Self.content(arguments, from: 3) : nil)
    }
  }

  private var queue: LuaModule.Function {
    sender("queue") { arguments in
      try Sending.queue(
        try arguments.integer(1, "pid", in: 1...(.max)), try arguments.signal(2),
        try Self.content(arguments, from: 3))
    }
  }

  private var queueThread: LuaModule.Function {
    sender("tgqueue") { arguments in
      try Sending.queue(
        try arguments.integer(1, "pid", in: 1...(.max)),
        thread: try arguments.integer(2, "thread", in: 1...(.max)), try arguments.signal(3),
        try Self.content(arguments, from: 4))
    }
  }

  /// A value and an si_code, both optional.
  private static func content(
    _ arguments: borrowing LuaArguments, from position: Int
  ) throws -> Sending.Content {
    var content = Sending.Content()
    if !arguments.isNil(position) { content.value = try arguments.integer(position, "value") }
    content.code = try arguments.integer(
      position + 1, "code", in: .min...(.max), or: content.code)
    return content
  }

  private var fault: LuaModule.Function {
    // A full ring blocks signals, and a blocked fault kills: so every pending signal runs first.
    runtime.function("fault", after: SignalDispatch.all) {
      [dispatch = runtime.dispatch] arguments in
      let signal = try arguments.signal(1)
      if signal == .abrt {
        try Self.abort(dispatch)
      } else {
        do {
          try Faults.raise(signal)
        } catch let error as SystemError where error.errno == .invalidArgument {
          throw LuaArgumentError(
            1,
            "\(signal.name) is not a fault: EINVAL: use SEGV, BUS, FPE, ILL, TRAP, or ABRT for abort"
          )
        }
      }
      dispatch.drain()
      return [.boolean(true)]
    }
  }

  /// The steps of abort(3); the script's handler runs after the first.
  private static func abort(_ dispatch: SignalDispatch) throws {
    SignalMask.unblock(SignalSet([.abrt]))
    try Sending.raise(.abrt)
    dispatch.drain()
    try SignalDispositions.setDefault(.abrt)
    try Sending.raise(.abrt)
    // PID 1 is still running, because the kernel dropped the signal.
    try SignalDispositions.setDefault(.segv)
    Faults.halt()
  }
}
