internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Opening files, duplicating descriptors, and polling.
extension ProcessAPI {
  var opening: [LuaModule.Function] { [open, nonblock, duplicate, duplicateTo, poll] }

  private var open: LuaModule.Function {
    struct Call {
      let path: [UInt8]
      let flags: OpenFlags
      let permissions: FilePermissions
    }
    return runtime.interruptible(
      "open",
      prepare: { arguments in
        Call(
          path: try arguments.path(1), flags: try OpenFlags(arguments[2], 2),
          permissions: try arguments.permissions(3, "mode", or: 0o666))
      },
      // Only a FIFO blocks until another process opens it.
      blocks: { (try? Files.status(of: $0.path, followingLink: true))?.type == .fifo },
      { [runtime] call in
        try Interruptible.open(call.path, call.flags.access, call.flags.options, call.permissions)
          .map { [runtime.given($0)] }
      })
  }

  private var nonblock: LuaModule.Function {
    runtime.function("nonblock") { [runtime] arguments in
      guard case .boolean(let isSet) = arguments.isNil(2) ? .boolean(true) : arguments[2] else {
        throw arguments.wrongType(2, "on", "boolean")
      }
      try Descriptors.makeNonblocking(try arguments.descriptor(1, of: runtime), isSet)
      return [.boolean(true)]
    }
  }

  private var duplicate: LuaModule.Function {
    runtime.function("dup") { [runtime] arguments in
      [runtime.given(try Descriptors.duplicate(try arguments.descriptor(1, of: runtime)))]
    }
  }

  private var duplicateTo: LuaModule.Function {
    runtime.function("dup2") { [runtime] arguments in
      let source = try arguments.descriptor(1, of: runtime)
      let target = try arguments.target(2, of: runtime)
      // Buffered output belongs to the old target.
      CurrentProcess.flush()
      try Descriptors.duplicate(source, to: target.rawValue)
      return [runtime.given(target)]
    }
  }

  private var poll: LuaModule.Function {
    struct Call {
      let descriptors: PollArguments
      let seconds: Double?
    }
    return runtime.blocking(
      "poll",
      prepare: { [runtime] arguments in
        Call(
          descriptors: try PollArguments(arguments, of: runtime),
          seconds: arguments.isNil(2) ? nil : try arguments.seconds(2))
      },
      blocks: {
        $0.seconds != 0
          && Interruptible.wouldBlock(
            reading: $0.descriptors.reading, writing: $0.descriptors.writing)
      },
      { [dispatch = runtime.dispatch] call in
        // The records have left the ring: the call would block although a handler is due.
        if dispatch.hasRunnable(waits: true) { return nil }
        switch try Interruptible.poll(
          reading: call.descriptors.reading, writing: call.descriptors.writing,
          within: call.seconds)
        {
        case .finished(let ready): return [call.descriptors.result(ready)]
        case .interrupted: return nil
        }
      })
  }
}
