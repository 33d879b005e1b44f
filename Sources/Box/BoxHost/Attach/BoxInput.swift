internal import Linux
internal import SystemPackage

/// What is typed for a box, which reads it when it likes.
struct InputQueue {
  private let target: FileDescriptor
  private var bytes: [UInt8] = []

  /// Makes the target one that does not block.
  init(to target: FileDescriptor) throws(SystemError) {
    self.target = target
    try Descriptors.makeNonblocking(target)
  }

  /// Whether bytes wait: nothing more should come then, and ``flush()`` be tried again.
  var isFull: Bool { !bytes.isEmpty }

  mutating func add(_ more: [UInt8]) {
    bytes += more
    flush()
  }

  mutating func flush() {
    guard isFull else { return }
    // Where nobody reads any more, nobody misses it.
    let count = (try? Descriptors.writeWhatFits(bytes, to: target)) ?? bytes.count
    bytes.removeFirst(count)
  }

  /// How long until ``flush()`` is worth another try.
  static let retryInterval = Duration.milliseconds(20)
}

extension BoxDirectory {
  /// Makes the pipe through which a box in the background gets its input.
  ///
  /// It is open at both ends, and thus never at its end: one who attaches may be followed by others.
  func makeInput() throws -> OwnedDescriptor {
    try Directories.makePipe(input)
    return try openInput()
  }

  /// Opens that pipe, so that also a box that has just ended does not break it.
  ///
  /// - Throws: ENOENT for a box without input.
  func openInput() throws -> OwnedDescriptor {
    OwnedDescriptor(
      owning: try FileDescriptor.open(input, .readWrite, options: .closeOnExec))
  }
}
