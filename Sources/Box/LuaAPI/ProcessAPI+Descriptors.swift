internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Descriptors of processes and pipes.
extension ProcessAPI {
  var descriptors: [LuaModule.Function] { [pidfd, pipe, read, write, close] }

  private var pidfd: LuaModule.Function {
    runtime.function("pidfd") { arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max))
      return [.integer(Int64(try OwnedProcess(pid: pid).release().rawValue))]
    }
  }

  private var pipe: LuaModule.Function {
    runtime.function("pipe") { _ in
      let (reading, writing) = try Pipe().release()
      return [.integer(Int64(reading.rawValue)), .integer(Int64(writing.rawValue))]
    }
  }

  private var read: LuaModule.Function {
    struct Call {
      let descriptor: FileDescriptor
      let count: Int
    }
    return runtime.interruptible(
      "read",
      prepare: { arguments in
        Call(descriptor: try arguments.descriptor(1), count: try arguments.byteCount(2))
      },
      blocks: { Interruptible.wouldBlock(reading: [$0.descriptor]) },
      { call in
        try Interruptible.read(call.descriptor, atMost: call.count).map { [.string($0)] }
      })
  }

  private var write: LuaModule.Function {
    struct Call {
      let descriptor: FileDescriptor
      let bytes: [UInt8]
    }
    return runtime.interruptible(
      "write",
      prepare: { arguments in
        Call(descriptor: try arguments.descriptor(1), bytes: try arguments.bytes(2, "text"))
      },
      blocks: { Interruptible.wouldBlock(writing: [$0.descriptor]) },
      { call in
        try Interruptible.write(call.descriptor, call.bytes).map { [.integer(Int64($0))] }
      })
  }

  private var close: LuaModule.Function {
    runtime.function("close") { arguments in
      try Descriptors.close(try arguments.descriptor(1))
      return [.boolean(true)]
    }
  }
}

extension LuaArguments {
  /// A descriptor: a number, or an open file of the io library.
  func descriptor(_ position: Int) throws -> FileDescriptor {
    try descriptor(self[position], position)
  }

  func descriptor(_ value: LuaValue, _ position: Int) throws -> FileDescriptor {
    switch value {
    case .integer(let number):
      if let number = Int32(exactly: number), number >= 0 {
        return FileDescriptor(rawValue: number)
      }
      throw LuaArgumentError(position, "invalid descriptor \(number): EBADF")
    case .file(let number):
      if number >= 0 { return FileDescriptor(rawValue: number) }
      throw LuaArgumentError(position, "the file is closed: EBADF")
    default:
      let actual = position > count ? "no value" : value.typeName
      throw LuaArgumentError(position, "fd: descriptor or file expected, got \(actual)")
    }
  }

  /// The maximum number of bytes to read.
  func byteCount(_ position: Int) throws -> Int {
    Int(try integer(position, "count", in: 1...(1 << 24), or: 65536))
  }

  func bytes(_ position: Int, _ name: String) throws -> [UInt8] {
    guard case .string(let bytes) = self[position] else {
      throw wrongType(position, name, "string")
    }
    return bytes
  }
}
