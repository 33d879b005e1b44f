internal import CLinux
public import Signals
internal import SystemPackage

/// Faults of the processor, made on purpose.
public enum Faults {
  /// Executes an instruction that raises the signal; returns where it is caught.
  ///
  /// - Throws: EINVAL for a signal that no instruction raises.
  public static func raise(_ signal: Signal) throws(SystemError) {
    try checked(clinux_fault(signal.number), "fault with", signal.name)
  }

  /// Executes an instruction that is the kernel's own, as abort(3) does when nothing else helped.
  public static func halt() { clinux_halt() }
}
