internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Standard input, output and error of a spawned command.
struct SpawnStreams {
  private enum Source {
    case inherited
    case descriptor(Int32)
    case file(path: [UInt8], appends: Bool)
    /// The same as the stream of this number.
    case stream(Int)
  }

  private static let names = ["stdin", "stdout", "stderr"]

  private var sources: [Source] = [.inherited, .inherited, .inherited]
  private var opened: [(path: [UInt8], forReading: Bool, descriptor: FileDescriptor)] = []

  /// Reads the option for a stream.
  mutating func set(_ index: Int, _ value: LuaValue, _ known: DescriptorTable) throws {
    let name = Self.names[index]
    switch value {
    case .boolean(false): sources[index] = .file(path: Array("/dev/null".utf8), appends: false)
    case .string:
      let path = try SpawnArguments.bytes(value, name)
      let other = Self.names.firstIndex { Array($0.utf8) == path }
      // Output and error can be the same, as with 2>&1.
      if index > 0, let other, other == 3 - index {
        sources[index] = .stream(other)
      } else {
        sources[index] = .file(path: path, appends: false)
      }
    case .table(let table) where index > 0:
      guard table.list.isEmpty, table.fields.count == 1, let path = table["append"] else {
        throw LuaArgumentError(1, "\(name): a table must be {append = \"path\"}: EINVAL")
      }
      sources[index] = .file(path: try SpawnArguments.bytes(path, "append"), appends: true)
    case .integer(let descriptor):
      guard let number = value.exactInteger(as: Int32.self), number >= 0 else {
        throw LuaArgumentError(1, "\(name): invalid descriptor \(descriptor): EBADF")
      }
      try known.check(FileDescriptor(rawValue: number))
      sources[index] = .descriptor(number)
    case .file(let descriptor):
      guard descriptor >= 0 else { throw LuaArgumentError(1, "\(name): the file is closed: EBADF") }
      sources[index] = .descriptor(descriptor)
    default:
      throw LuaArgumentError(
        1, "\(name): a path, a file, a descriptor or false expected, got \(value.typeName)")
    }
  }

  /// Refuses contradictory streams.
  func check() throws {
    switch (sources[1], sources[2]) {
    case (.stream, .stream):
      throw LuaArgumentError(1, "stdout and stderr: each refers to the other: EINVAL")
    case (.file(let path, let appends), .file(let other, let alsoAppends))
    where path == other && appends != alsoAppends:
      throw LuaArgumentError(
        1,
        "stdout and stderr: '\(String(decoding: path, as: UTF8.self))' cannot be both truncated and "
          + "appended to: use stderr = \"stdout\": EINVAL")
    default: break
    }
  }

  /// Uses a terminal for the streams that are not given.
  mutating func attach(to terminal: Int32) {
    for index in sources.indices {
      if case .inherited = sources[index] { sources[index] = .descriptor(terminal) }
    }
  }

  /// Opens the files that are not open yet, and returns the descriptors.
  ///
  /// - Throws: EINTR if a signal interrupted an open; it can be called again.
  mutating func prepared() throws(SystemError) -> [SpawnPlan.Source] {
    var descriptors: [SpawnPlan.Source] = []
    for index in sources.indices { descriptors.append(try descriptor(index)) }
    return descriptors
  }

  private mutating func descriptor(_ index: Int) throws(SystemError) -> SpawnPlan.Source {
    switch sources[index] {
    case .inherited: return .inherited
    case .descriptor(let descriptor): return .descriptor(descriptor)
    case .file(let path, let appends):
      let descriptor = try open(path, forReading: index == 0, appends: appends)
      return .descriptor(descriptor.rawValue)
    case .stream(let other):
      if case .inherited = sources[other] { return .descriptor(Int32(other)) }
      return try descriptor(other)
    }
  }

  /// A file that is named twice is opened once, so that the streams do not overwrite each other.
  private mutating func open(
    _ path: [UInt8], forReading: Bool, appends: Bool
  ) throws(SystemError) -> FileDescriptor {
    if let same = opened.first(where: { $0.path == path && $0.forReading == forReading }) {
      return same.descriptor
    }
    let output: FileDescriptor.OpenOptions = [.create, appends ? .append : .truncate]
    let outcome = try Interruptible.open(
      path, forReading ? .readOnly : .writeOnly, forReading ? [] : output,
      FilePermissions(rawValue: 0o666))
    guard case .finished(let descriptor) = outcome else {
      throw SystemError("open", .interrupted, subject: String(decoding: path, as: UTF8.self))
    }
    opened.append((path, forReading, descriptor))
    return descriptor
  }

  /// Closes the files; the child has its own copies.
  func close() {
    for file in opened { try? file.descriptor.close() }
  }
}
