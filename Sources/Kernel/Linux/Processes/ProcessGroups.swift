internal import Glibc
internal import SystemPackage

/// Process groups and sessions: credentials(7).
package enum ProcessGroups {
  /// Moves a process to a group: setpgid(2), where 0 means the caller, and a new group.
  ///
  /// - Throws: ESRCH, EPERM, EACCES for a child that has executed.
  package static func set(_ pid: Int32, group: Int32) throws(SystemError) {
    try checkedErrno("set the process group of", "process \(pid)") { setpgid(pid, group) }
  }

  /// The group of a process: getpgid(2); 0 for the caller.
  ///
  /// - Throws: ESRCH.
  package static func group(of pid: Int32) throws(SystemError) -> Int32 {
    try checkedErrno("find the process group of", "process \(pid)") { getpgid(pid) }
  }

  /// The session of a process: getsid(2); 0 for the caller.
  ///
  /// - Throws: ESRCH.
  package static func session(of pid: Int32) throws(SystemError) -> Int32 {
    try checkedErrno("find the session of", "process \(pid)") { getsid(pid) }
  }
}
