package import SignalModel
package import Linux
internal import SystemPackage

/// What a box writes, in two files of a bounded size.
struct Log: ~Copyable {
  private let place: BoxDirectory
  private var file: OwnedDescriptor
  private var size = 0
  private static let most = 8 << 20

  init(_ place: BoxDirectory) throws {
    self.place = place
    file = try Self.open(place)
  }

  /// Adds output; what a full disk does not take is lost, for the box shall not stand still.
  mutating func append(_ bytes: [UInt8]) {
    if size + bytes.count > Self.most,
      (try? FileContents.rename(place.log, to: place.oldLog)) != nil,
      let next = try? Self.open(place)
    {
      file = next
      size = 0
    }
    size += bytes.count
    _ = try? file.descriptor.writeAll(bytes)
  }

  private static func open(_ place: BoxDirectory) throws -> OwnedDescriptor {
    OwnedDescriptor(
      owning: try FileDescriptor.open(
        place.log, .writeOnly, options: [.create, .truncate, .append, .closeOnExec],
        permissions: .ownerReadWrite))
  }
}

extension BoxDirectory {
  /// Reads what a box has written.
  ///
  /// - Parameters:
  ///   - box: A box until whose end it goes on; nil to read just what is there.
  ///   - isFromNow: Whether what was written before is left out.
  ///   - onBytes: Told of the bytes, in their order.
  ///   - pause: Waits for more, until a time at most, and tells whether to go on; nil does so until
  ///     the end of the box.
  /// - Returns: How the box ended, nil where nobody knows or waited for it.
  /// - Throws: ENOENT for a box that is not there; what `onBytes` throws.
  @discardableResult
  package func readLogs(
    until box: RunningBox?, isFromNow: Bool = false, onBytes: ([UInt8]) throws -> Void,
    pause: ((Instant) throws -> Bool)? = nil
  ) throws -> Termination? {
    let end = try box.map { _ in try ExitWaiter(of: self) }
    var current = try open(log)
    if isFromNow {
      try current.descriptor.seek(offset: 0, from: .end)
    } else if let old = try? open(oldLog) {
      try copy(old.descriptor, onBytes)
    }
    while true {
      let isLast = box?.hasEnded(by: .now) != false
      let termination = isLast ? try end?.wait() : nil
      try copy(current.descriptor, onBytes)
      // The log may have been put away for a new one.
      if let next = try? open(log), !FileContents.isSame(current.descriptor, next.descriptor) {
        try copy(current.descriptor, onBytes)
        current = next
        try copy(current.descriptor, onBytes)
      }
      if isLast { return termination }
      let deadline = Instant.now + .milliseconds(20)
      if let pause {
        guard try pause(deadline) else { return nil }
      } else {
        _ = box?.hasEnded(by: deadline)
      }
    }
  }

  private func open(_ path: FilePath) throws(SystemError) -> OwnedDescriptor {
    do {
      return OwnedDescriptor(
        owning: try FileDescriptor.open(path, .readOnly, options: .closeOnExec))
    } catch {
      throw SystemError(
        "read", error as? Errno ?? .ioError, subject: path.string,
        remedy: "the output of a box in the foreground went to its caller")
    }
  }

  private func copy(_ file: FileDescriptor, _ onBytes: ([UInt8]) throws -> Void) throws {
    while case let bytes = try Descriptors.read(file), !bytes.isEmpty { try onBytes(bytes) }
  }
}
