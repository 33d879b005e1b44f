internal import CLinux
internal import Glibc
package import SignalModel
package import SystemPackage

/// Has the kernel reap the caller's child as soon as it ends, even while the caller is stopped:
/// SA_NOCLDWAIT of sigaction(2).
///
/// PID 1 of a namespace cannot end before every process in it is reaped, those with a parent outside
/// among them. CHLD tells how the child ended, so there must be one child only.
package struct AutomaticReaping: ~Copyable {
  private let signals: SignalDescriptor

  /// Takes over CHLD of the calling process.
  ///
  /// - Throws: EMFILE, ENFILE.
  package init() throws(SystemError) {
    signals = try SignalDescriptor(SignalSet([.chld]))
    Self.start()
  }

  /// Has the kernel reap children of whose end the caller learns in another way.
  package static func start() { clinux_reap_automatically() }

  /// Readable once the child has ended; valid while this owner lives.
  ///
  /// The child's own descriptor is readable a moment before its end is known here.
  package var descriptor: FileDescriptor { signals.descriptor }

  /// How the child ended; nil if it has not, and another process sent CHLD.
  package func end() -> Termination? {
    guard let record = try? signals.next(), record.cause == .child else { return nil }
    let signal = Signal(number: record.status) ?? .kill
    switch Int(record.code) {
    case Int(CLD_EXITED): return .exited(record.status)
    case Int(CLD_DUMPED): return .killed(signal, core: true)
    default: return .killed(signal, core: false)
    }
  }
}
