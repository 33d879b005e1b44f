internal import LuaBridge
internal import Linux
internal import SystemPackage

/// What becomes standard input, output and error of a command that is spawned.
struct SpawnStreams {
  private enum Source {
    case inherited
    case descriptor(Int32)
    case file(path: [UInt8], appends: Bool)
    /// What the stream of this number is.
    case stream(Int)
  }

  private static let names = ["stdin", "stdout", "stderr"]

  private var sources: [Source] = [.inherited, .inherited, .inherited]
  private var opened: [(path: [UInt8], forReading: Bool, descriptor: FileDescriptor)] = []

  /// Sets a stream from what the script gave for it.
  mutating func set(_ index: Int, _ value: LuaValue) throws {
    let name = Self.names[index]
    switch value {
    case .boolean(false): sources[index] = .file(path: Array("/dev/null".utf8), appends: false)
    case .string:
      let path = try SpawnArguments.bytes(value, name)
      let other = Self.names.firstIndex { Array($0.utf8) == path }
      // Output and error may be one, as 2>&1 makes them.
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
      guard let descriptor = Int32(exactly: descriptor), descriptor >= 0 else {
        throw LuaArgumentError(1, "\(name): no descriptor has the number \(descriptor): EBADF")
      }
      sources[index] = .descriptor(descriptor)
    case .file(let descriptor):
      guard descriptor >= 0 else { throw LuaArgumentError(1, "\(name): the file is closed: EBADF") }
      sources[index] = .descriptor(descriptor)
    default:
      throw LuaArgumentError(
        1, "\(name): a path, a file, a descriptor or false expected, got \(value.typeName)")
    }
  }

  /// Refuses what contradicts itself.
  func check() throws {
    switch (sources[1], sources[2]) {
    case (.stream, .stream):
      throw LuaArgumentError(1, "stdout and stderr: each is to be the other: EINVAL")
    case (.file(let path, let appends), .file(let other, let alsoAppends))
    where path == other && appends != alsoAppends:
      throw LuaArgumentError(
        1,
        "stdout and stderr: '\(String(decoding: path, as: UTF8.self))' is to be emptied and to be "
          + "appended to: give stderr = \"stdout\": EINVAL")
    default: break
    }
  }

  /// Has the streams that were not given be a terminal.
  mutating func attach(to terminal: Int32) {
    for index in sources.indices {
      if case .inherited = sources[index] { sources[index] = .descriptor(terminal) }
    }
  }

  /// Opens the files that are not open yet, and gives the descriptors.
  ///
  /// - Throws: EINTR where a caught signal ended an open: it may be called again then.
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

  /// A file that is named twice is opened once, so that one does not overwrite what the other wrote.
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

  /// Closes the files again; the child has its own copies.
  func close() {
    for file in opened { try? file.descriptor.close() }
  }
}
