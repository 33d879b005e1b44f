internal import CLinux
internal import Glibc
public import Signals
public import SystemPackage

/// Signals read from a descriptor: signalfd(2).
public struct SignalDescriptor: Sendable {
  /// Readable when a signal of the set is pending.
  public let descriptor: FileDescriptor

  /// Blocks the signals and opens a descriptor for them.
  ///
  /// - Throws: EMFILE, ENFILE, ENOMEM.
  public init(_ set: SignalSet) throws(SystemError) {
    SignalMask.block(set)
    descriptor = FileDescriptor(
      rawValue: try checked(clinux_signalfd(set.bits), "open", "a signal descriptor"))
  }

  /// The next signal, nil when none is pending.
  public func next() -> Signal? { Signal(number: clinux_read_signal(descriptor.rawValue)) }
}
