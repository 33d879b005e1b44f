internal import CLinux
internal import Glibc
public import Signals
internal import SystemPackage

/// Sending signals from the calling process.
public enum Sending {
  /// Sends a signal: kill(2), with its meaning of 0 and negative pids; no signal only checks.
  ///
  /// - Throws: ESRCH, EPERM.
  public static func kill(_ pid: Int32, _ signal: Signal?) throws(SystemError) {
    try checkedErrno("signal", "process \(pid)") { Glibc.kill(pid, signal?.number ?? 0) }
  }

  /// Sends a signal to the calling thread: tgkill(2), as raise(3).
  public static func raise(_ signal: Signal) throws(SystemError) {
    try checked(clinux_raise(signal.number), "raise", signal.name)
  }
}
