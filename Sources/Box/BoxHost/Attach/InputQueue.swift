internal import Linux
internal import SystemPackage

/// Input that a box has not read yet.
struct InputQueue {
  private let target: FileDescriptor
  private var bytes: [UInt8] = []

  /// Makes the target non-blocking.
  init(to target: FileDescriptor) throws(SystemError) {
    self.target = target
    try Descriptors.makeNonblocking(target)
  }

  /// Whether input is waiting.
  ///
  /// The caller should then read no more, and call ``flush()`` again.
  var isFull: Bool { !bytes.isEmpty }

  mutating func add(_ more: [UInt8]) {
    bytes += more
    flush()
  }

  mutating func flush() {
    guard isFull else { return }
    // Input for a closed target is dropped.
    let count = (try? Descriptors.writeWhatFits(bytes, to: target)) ?? bytes.count
    bytes.removeFirst(count)
  }

  /// How long to wait between calls of ``flush()``.
  static let retryInterval = Duration.milliseconds(20)
}
