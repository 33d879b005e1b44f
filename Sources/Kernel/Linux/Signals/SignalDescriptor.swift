internal import CLinux
package import SignalModel
package import SystemPackage

/// Signals read from a descriptor: signalfd(2).
package struct SignalDescriptor: Sendable {
  /// Readable when a signal of the set is pending.
  package let descriptor: FileDescriptor

  /// Blocks the signals and opens a descriptor for them.
  ///
  /// - Throws: EMFILE, ENFILE, ENOMEM.
  package init(_ set: SignalSet) throws(SystemError) {
    SignalMask.block(set)
    descriptor = FileDescriptor(
      rawValue: try checked(clinux_signalfd(set.bits), "open", "a signal descriptor"))
  }

  /// Uses a descriptor that was opened as one of signals.
  package init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// The next signal, nil when none is pending.
  ///
  /// - Throws: EBADF, EIO for a descriptor that is none of signals.
  package func next() throws(SystemError) -> SignalRecord? {
    var record = clinux_record()
    let count = try checked(
      clinux_read_signal(descriptor.rawValue, &record), "read", "a signal descriptor")
    return count == 0 ? nil : SignalRecord(record)
  }
}
