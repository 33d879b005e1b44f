internal import CLinux
internal import Glibc
package import SignalModel
package import SystemPackage

/// A process by its descriptor, which stays the same process if the pid is recycled: pidfd_open(2).
///
/// It names the process, and is valid while its ``OwnedProcess`` lives.
package struct ProcessDescriptor: Sendable {
  /// The descriptor; readable once the process has ended.
  package let descriptor: FileDescriptor
  /// The pid in the caller's namespace.
  package let pid: Int32

  init(descriptor: FileDescriptor, pid: Int32) {
    self.descriptor = descriptor
    self.pid = pid
  }

  /// Sends a signal: pidfd_send_signal(2).
  ///
  /// - Throws: ESRCH when the process has ended, EPERM.
  package func send(_ signal: Signal) throws(SystemError) {
    try checked(
      clinux_pidfd_signal(descriptor.rawValue, signal.number), "signal", "process \(pid)")
  }

  /// Sends CONT if the process is stopped; others could catch it.
  package func continueIfStopped() {
    if ProcFiles.status(of: pid)?.state == .stopped { try? send(.cont) }
  }

  /// Sends a signal to a process of this one's PID namespace, from a process inside that namespace.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - target: The target, by its pid inside the namespace.
  ///   - joiningUserNamespace: Whether to join the user namespace of the process first.
  ///   - patience: How long the processes of the namespace may hold up the sender.
  /// - Throws: ESRCH when the target or the namespace has ended, EPERM; ETIMEDOUT, ECANCELED if a
  ///   process of the namespace stops or kills the sender; EINTR if the caller has blocked TERM, INT,
  ///   HUP or QUIT and one is pending.
  package func sendFromInside(
    _ signal: Signal, to target: Int32 = 1, joiningUserNamespace: Bool,
    patience: Duration = .seconds(4)
  ) throws(SystemError) {
    let namespaces = try namespaceFiles(joiningUserNamespace ? [.user, .pid] : .pid)
    let files = namespaces.descriptors.map(\.rawValue)
    try checked(
      clinux_signal_inside(
        descriptor.rawValue, files, Int32(files.count), joiningUserNamespace, target,
        signal.number, Int32(patience / .milliseconds(1))),
      "signal from inside", "PID \(target) in the namespace of process \(pid)")
    withExtendedLifetime(namespaces) {}
  }

  /// How the process ended, also if another process has reaped it; nil before that, and on Linux before
  /// 6.15.
  ///
  /// Source: PIDFD_GET_INFO of `pidfd_ioctl` in fs/pidfs.c.
  package var termination: Termination? {
    var status: Int32 = 0
    guard clinux_pidfd_wait_status(descriptor.rawValue, &status) == 0 else { return nil }
    return Termination(waitStatus: status)
  }

  /// Reaps the process, which must be a child that has ended or is about to.
  package func reap() throws(SystemError) -> Termination {
    var status: Int32 = 0
    try checkedErrno("wait for", "process \(pid)") {
      var result: Int32
      repeat { result = waitpid(pid, &status, 0) } while result < 0 && Glibc.errno == EINTR
      return result
    }
    return Termination(waitStatus: status)
  }
}

extension Termination {
  /// Reads the status that wait4(2) gives of a process that ended.
  init(waitStatus status: Int32) {
    if clinux_exited(status) {
      self = .exited(clinux_exit_status(status))
    } else {
      let signal = Signal(number: clinux_killing_signal(status)) ?? .kill
      self = .killed(signal, core: clinux_core_dumped(status))
    }
  }
}
