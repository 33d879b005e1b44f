internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Descriptors of processes and pipes.
extension ProcessAPI {
  var descriptors: [LuaModule.Function] { [pidfd, pipe, read, write, close] }

  private var pidfd: LuaModule.Function {
    runtime.function("pidfd") { [runtime] arguments in
      let pid = try arguments.integer(1, "pid", in: 1...(.max))
      return [runtime.given(try OwnedProcess(pid: pid).release())]
    }
  }

  private var pipe: LuaModule.Function {
    runtime.function("pipe") { [runtime] _ in
      let (reading, writing) = try Pipe().release()
      return [runtime.given(reading), runtime.given(writing)]
    }
  }

  private var read: LuaModule.Function {
    struct Call {
      let descriptor: FileDescriptor
      let count: Int
    }
    return runtime.interruptible(
      "read",
      prepare: { [runtime] arguments in
        Call(
          descriptor: try arguments.descriptor(1, of: runtime), count: try arguments.byteCount(2))
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
      prepare: { [runtime] arguments in
        Call(
          descriptor: try arguments.descriptor(1, of: runtime),
          bytes: try arguments.bytes(2, "text"))
      },
      blocks: { Interruptible.wouldBlock(writing: [$0.descriptor]) },
      { call in
        try Interruptible.write(call.descriptor, call.bytes).map { [.integer(Int64($0))] }
      })
  }

  private var close: LuaModule.Function {
    runtime.function("close") { [runtime] arguments in
      let descriptor = try arguments.descriptor(1, of: runtime)
      runtime.descriptors.remove(descriptor)
      try Descriptors.close(descriptor)
      return [.boolean(true)]
    }
  }
}

extension LuaArguments {
  /// A descriptor of the script: its number, or an open file of the io library.
  ///
  /// - Throws: EBADF for a number that the script was not given.
  func descriptor(_ position: Int, of runtime: ScriptRuntime) throws -> FileDescriptor {
    try descriptor(self[position], position, of: runtime)
  }

  func descriptor(
    _ value: LuaValue, _ position: Int, of runtime: ScriptRuntime
  ) throws -> FileDescriptor {
    let descriptor = try number(value, position)
    if case .integer = value { try runtime.descriptors.check(descriptor) }
    return descriptor
  }

  /// The descriptor that is to become a copy: one of the script, or a free number.
  func target(_ position: Int, of runtime: ScriptRuntime) throws -> FileDescriptor {
    let descriptor = try number(self[position], position)
    if case .integer = self[position] { try runtime.descriptors.checkTarget(descriptor) }
    return descriptor
  }

  private func number(_ value: LuaValue, _ position: Int) throws -> FileDescriptor {
    switch value {
    case .integer(let number):
      if let number = value.exactInteger(as: Int32.self), number >= 0 {
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
