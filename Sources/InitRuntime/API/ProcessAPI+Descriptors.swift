internal import LuaBridge
internal import Signals
internal import SystemCalls
internal import SystemPackage

/// Descriptors: of processes, of pipes, and waiting for them.
extension ProcessAPI {
  var descriptors: [LuaModule.Function] { [pidfd, pipe, read, write, close, poll] }

  private var pidfd: LuaModule.Function {
    runtime.function("pidfd") { arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max))
      return [.integer(Int64(try ProcessDescriptor(pid: pid).descriptor.rawValue))]
    }
  }

  private var pipe: LuaModule.Function {
    runtime.function("pipe") { _ in
      let (reading, writing) = try Descriptors.pipe()
      return [.integer(Int64(reading.rawValue)), .integer(Int64(writing.rawValue))]
    }
  }

  private var read: LuaModule.Function {
    struct Call {
      let descriptor: FileDescriptor
      let count: Int
    }
    return runtime.blocking(
      "read", restarts: true,
      prepare: { arguments in
        Call(
          descriptor: try arguments.descriptor(1),
          count: Int(try arguments.integer(2, "count", in: 1...(1 << 24), or: 65536)))
      },
      { [dispatch = runtime.dispatch] call in
        if dispatch.hasRunnable(waits: true) { return nil }
        switch try Interruptible.read(call.descriptor, atMost: call.count) {
        case .finished(let bytes): return [.string(bytes)]
        case .interrupted: return nil
        }
      })
  }

  private var write: LuaModule.Function {
    struct Call {
      let descriptor: FileDescriptor
      let bytes: [UInt8]
    }
    return runtime.blocking(
      "write", restarts: true,
      prepare: { arguments in
        guard case .string(let bytes) = arguments[2] else {
          throw arguments.wrongType(2, "text", "string")
        }
        return Call(descriptor: try arguments.descriptor(1), bytes: bytes)
      },
      { [dispatch = runtime.dispatch] call in
        if dispatch.hasRunnable(waits: true) { return nil }
        switch try Interruptible.write(call.descriptor, call.bytes) {
        case .finished(let count): return [.integer(Int64(count))]
        case .interrupted: return nil
        }
      })
  }

  private var close: LuaModule.Function {
    runtime.function("close") { arguments in
      try Descriptors.close(try arguments.descriptor(1))
      return [.boolean(true)]
    }
  }

  private var poll: LuaModule.Function {
    struct Call {
      let descriptors: [FileDescriptor]
      let seconds: Double?
    }
    return runtime.blocking(
      "poll",
      prepare: { arguments in
        let descriptors = try arguments.table(1, "descriptors").list.map {
          try arguments.descriptor($0, 1)
        }
        return Call(
          descriptors: descriptors, seconds: arguments.isNil(2) ? nil : try arguments.seconds(2))
      },
      { call in
        switch try Interruptible.poll(call.descriptors, within: call.seconds) {
        case .finished(let ready):
          return [.table(LuaTable(list: ready.map { .integer(Int64($0.rawValue)) }))]
        case .interrupted: return nil
        }
      })
  }
}

extension LuaArguments {
  /// A descriptor: its number, or an open file of the io library.
  func descriptor(_ position: Int) throws -> FileDescriptor {
    try descriptor(self[position], position)
  }

  func descriptor(_ value: LuaValue, _ position: Int) throws -> FileDescriptor {
    switch value {
    case .integer(let number):
      if let number = Int32(exactly: number), number >= 0 {
        return FileDescriptor(rawValue: number)
      }
      throw LuaArgumentError(position, "no descriptor has the number \(number): EBADF")
    case .file(let number):
      if number >= 0 { return FileDescriptor(rawValue: number) }
      throw LuaArgumentError(position, "the file is closed: EBADF")
    default: throw wrongType(position, "fd", "descriptor or file")
    }
  }
}
