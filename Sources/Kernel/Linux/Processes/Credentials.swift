internal import CLinux
internal import Glibc
internal import SystemPackage

/// The user and group ids of the calling process: credentials(7).
package enum Credentials {
  /// Real, effective and saved set-user-ID or set-group-ID.
  package struct Triple: Sendable {
    /// Who started it.
    package var real: UInt32
    /// Effective: the ID that permission checks use.
    package var effective: UInt32
    /// Saved: the ID that it may become again.
    package var saved: UInt32
  }

  /// The user ids: getresuid(2).
  package static var users: Triple {
    var triple = Triple(real: 0, effective: 0, saved: 0)
    clinux_get_ids(false, &triple.real, &triple.effective, &triple.saved)
    return triple
  }

  /// The group ids: getresgid(2).
  package static var groups: Triple {
    var triple = Triple(real: 0, effective: 0, saved: 0)
    clinux_get_ids(true, &triple.real, &triple.effective, &triple.saved)
    return triple
  }

  /// The supplementary groups: getgroups(2).
  package static var supplementaryGroups: [UInt32] {
    var groups = [UInt32](repeating: 0, count: Int(max(0, getgroups(0, nil))))
    let count = getgroups(Int32(groups.count), &groups)
    return Array(groups.prefix(Int(max(0, count))))
  }

  /// Becomes root of the user namespace that the caller has entered, in no other group.
  ///
  /// - Throws: EINVAL for a user namespace without an id 0.
  package static func becomeRoot() throws(SystemError) {
    // Denied in a user namespace that was mapped without privileges.
    try? setSupplementaryGroups([])
    try setGroup(0)
    try setUser(0)
  }

  /// Becomes a user: setuid(2).
  ///
  /// - Throws: EPERM, EINVAL for one that the user namespace does not have, EAGAIN.
  package static func setUser(_ user: UInt32) throws(SystemError) {
    try checkedErrno("become", "user \(user)") { setuid(user) }
  }

  /// Becomes a member of a group: setgid(2).
  ///
  /// - Throws: EPERM, EINVAL for one that the user namespace does not have.
  package static func setGroup(_ group: UInt32) throws(SystemError) {
    try checkedErrno("become a member of", "group \(group)") { setgid(group) }
  }

  /// Sets the three user ids: setresuid(2); nil leaves one as it is.
  ///
  /// - Throws: EPERM, EINVAL, EAGAIN.
  package static func setUsers(
    real: UInt32?, effective: UInt32?, saved: UInt32?
  ) throws(SystemError) {
    try checked(
      clinux_set_ids(false, real ?? .max, effective ?? .max, saved ?? .max), "set", "the user ids")
  }

  /// Sets the three group ids: setresgid(2); nil leaves one as it is.
  ///
  /// - Throws: EPERM, EINVAL.
  package static func setGroups(
    real: UInt32?, effective: UInt32?, saved: UInt32?
  ) throws(SystemError) {
    try checked(
      clinux_set_ids(true, real ?? .max, effective ?? .max, saved ?? .max), "set", "the group ids")
  }

  /// Sets the supplementary groups: setgroups(2).
  ///
  /// - Throws: EPERM without CAP_SETGID, and in a user namespace that denies it; EINVAL.
  package static func setSupplementaryGroups(_ groups: [UInt32]) throws(SystemError) {
    try checkedErrno("set", "the supplementary groups") { setgroups(groups.count, groups) }
  }
}
