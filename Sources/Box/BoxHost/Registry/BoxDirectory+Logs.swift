package import SignalModel
package import Linux
internal import SystemPackage

extension BoxDirectory {
  /// Reads the output of a box.
  ///
  /// - Parameters:
  ///   - box: The box to follow until its end; nil to read only the existing output.
  ///   - isFromNow: Whether the existing output is skipped.
  ///   - onBytes: Called with the output, in order.
  ///   - pause: Waits for more output until a deadline, and returns whether to continue; nil waits
  ///     for the end of the box.
  /// - Returns: How the box ended; nil if that is not known, or the box was not followed.
  /// - Throws: ENOENT if there is no such box; what `onBytes` throws.
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
      // The log may have been renamed, and a new one begun.
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
