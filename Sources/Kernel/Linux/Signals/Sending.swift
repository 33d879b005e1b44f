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

  /// What a queued signal tells its receiver.
  package struct Content: Sendable {
    /// si_value.
    package var value: Int64
    /// si_code: SI_QUEUE, or another number that the kernel allows the sender.
    package var code: Int32

    package init(value: Int64 = 0, code: Int32 = -1) {
      self.value = value
      self.code = code
    }
  }

  /// Queues a signal with a value: sigqueue(3), rt_sigqueueinfo(2).
  ///
  /// - Throws: ESRCH; EPERM, also for a code that only the kernel may send to other processes; EAGAIN
  ///   when the receiver's user has too many queued.
  package static func queue(
    _ pid: Int32, _ signal: Signal, _ content: Content
  ) throws(SystemError) {
    try checked(
      clinux_queue(pid, signal.number, content.code, content.value), "signal", "process \(pid)")
  }

  /// Queues a signal with a value for one thread of a process: rt_tgsigqueueinfo(2).
  ///
  /// - Throws: As ``queue(_:_:_:)``.
  package static func queue(
    _ process: Int32, thread: Int32, _ signal: Signal, _ content: Content
  ) throws(SystemError) {
    try checked(
      clinux_queue_thread(process, thread, signal.number, content.code, content.value), "signal",
      "thread \(thread) of process \(process)")
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

  /// Sends a signal to the process of a descriptor, with a value if there is one:
  /// pidfd_send_signal(2).
  ///
  /// - Throws: EBADF, ESRCH, EPERM, EAGAIN.
  package static func process(
    behind descriptor: Int32, _ signal: Signal, _ content: Content?
  ) throws(SystemError) {
    let result =
      content.map { clinux_pidfd_queue(descriptor, signal.number, $0.code, $0.value) }
      ?? clinux_pidfd_signal(descriptor, signal.number)
    try checked(result, "signal", "the process behind descriptor \(descriptor)")
  }

  /// Sends a signal to the calling thread: tgkill(2), as raise(3).
  package static func raise(_ signal: Signal) throws(SystemError) {
    try checked(clinux_raise(signal.number), "raise", signal.name)
  }
}
