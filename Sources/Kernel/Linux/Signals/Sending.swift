internal import CLinux
package import SignalModel
internal import SystemPackage

/// Sending signals from the calling process.
package enum Sending {
  /// Sends a signal: kill(2), with its meaning of 0 and negative pids; no signal only checks.
  ///
  /// - Throws: ESRCH, EPERM.
  package static func kill(_ pid: Int32, _ signal: Signal?) throws(SystemError) {
    try checked(clinux_kill(pid, signal?.number ?? 0), "signal", "process \(pid)")
  }

  /// Queues a signal with a value: sigqueue(3).
  ///
  /// - Throws: ESRCH, EPERM, and EAGAIN when the receiver's user has too many queued.
  package static func queue(
    _ pid: Int32, _ signal: Signal, value: Int64
  ) throws(SystemError) {
    try checked(clinux_queue(pid, signal.number, value), "signal", "process \(pid)")
  }

  /// Sends a signal to one thread of a process: tgkill(2).
  ///
  /// - Throws: ESRCH, EPERM.
  package static func thread(
    _ process: Int32, _ thread: Int32, _ signal: Signal
  ) throws(SystemError) {
    try checked(
      clinux_tgkill(process, thread, signal.number), "signal",
      "thread \(thread) of process \(process)")
  }

  /// Sends a signal to the process of a descriptor: pidfd_send_signal(2).
  ///
  /// - Throws: EBADF, ESRCH, EPERM.
  package static func process(
    behind descriptor: Int32, _ signal: Signal
  ) throws(SystemError) {
    try checked(
      clinux_pidfd_signal(descriptor, signal.number), "signal",
      "the process behind descriptor \(descriptor)")
  }

  /// Sends a signal to the calling thread: tgkill(2), as raise(3).
  package static func raise(_ signal: Signal) throws(SystemError) {
    try checked(clinux_raise(signal.number), "raise", signal.name)
  }
}
