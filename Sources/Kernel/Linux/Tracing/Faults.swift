internal import CLinux
package import SignalModel
internal import SystemPackage

/// Faults of the processor, made on purpose.
package enum Faults {
  /// Executes an instruction that raises the signal; returns if the signal is caught.
  ///
  /// - Throws: EINVAL for a signal that no instruction raises.
  package static func raise(_ signal: Signal) throws(SystemError) {
    try checked(clinux_fault(signal.number), "fault with", signal.name)
  }

  /// Executes an instruction that is the kernel's own, as abort(3) does when nothing else helped.
  package static func halt() { clinux_halt() }
}
