internal import CLinux
package import SignalModel
package import SystemPackage

/// Signals read from a descriptor: signalfd(2).
package struct SignalDescriptor: ~Copyable, Sendable {
  private let owner: OwnedDescriptor
  /// Readable when a signal of the set is pending; valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }

  /// Blocks the signals and opens a descriptor for them.
  ///
  /// - Throws: EMFILE, ENFILE, ENOMEM.
  package init(_ set: SignalSet) throws(SystemError) {
    SignalMask.block(set)
    owner = OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checked(clinux_signalfd(set.bits), "open", "a signal descriptor")))
  }

  /// Gives up ownership: the caller closes the descriptor.
  package consuming func release() -> FileDescriptor { owner.release() }

  /// Reads the next signal; nil if none is pending.
  ///
  /// - Throws: EIO.
  package func next() throws(SystemError) -> SignalRecord? { try Self.next(from: descriptor) }

  /// Reads the next signal from a descriptor of this type; nil if none is pending.
  ///
  /// - Throws: EBADF.
  package static func next(from descriptor: FileDescriptor) throws(SystemError) -> SignalRecord? {
    var record = clinux_record()
    let count = try checked(
      clinux_read_signal(descriptor.rawValue, &record), "read", "a signal descriptor")
    return count == 0 ? nil : SignalRecord(record)
  }

  /// Reads the next signal from any descriptor, which blocks unless it has O_NONBLOCK.
  ///
  /// - Returns: The signal; nil if none is pending and the descriptor does not block.
  /// - Throws: EBADF; EINVAL if the descriptor is not one of signalfd(2).
  package static func accept(
    from descriptor: FileDescriptor
  ) throws(SystemError) -> Interruptible.Outcome<SignalRecord?> {
    let name = "descriptor \(descriptor.rawValue)"
    // Bytes of another kind would be lost.
    if let kind = FileSystem.link("/proc/self/fd/\(descriptor.rawValue)"),
      kind != "anon_inode:[signalfd]"
    {
      throw SystemError(
        "read signals from", .invalidArgument, subject: name, remedy: "use one of signal.fd")
    }
    var record = clinux_record()
    return try Interruptible.outcome(
      clinux_read_signal(descriptor.rawValue, &record), "read signals from", name
    ).map { $0 == 0 ? nil : SignalRecord(record) }
  }
}
