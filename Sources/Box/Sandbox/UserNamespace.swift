internal import SignalModel
package import Linux
internal import SystemPackage

/// The user namespace of a box that is made without CAP_SYS_ADMIN: user_namespaces(7).
package enum UserNamespace {
  /// Maps root inside to the caller's user and group, and the ids above to the caller's subordinate ids
  /// if there are any.
  ///
  /// The first needs no privilege; newuidmap(1) and newgidmap(1) have it for the second.
  package static func mapCaller(to pid: Int32) throws(SystemError) {
    let caller = CurrentProcess.user
    let process = FilePath("/proc/\(pid)")
    if let users = SubordinateIds.range(in: "/etc/subuid", of: caller.user),
      let groups = SubordinateIds.range(in: "/etc/subgid", of: caller.user),
      run("newgidmap", pid, caller.group, groups), run("newuidmap", pid, caller.user, users)
    {
      return
    }
    // The kernel maps a group for an unprivileged caller only after setgroups is denied.
    try FileContents.write("deny", to: process.appending("setgroups"))
    try naming("map ids with") { () throws(SystemError) in
      try FileContents.write("0 \(caller.group) 1", to: process.appending("gid_map"))
      try FileContents.write("0 \(caller.user) 1", to: process.appending("uid_map"))
    }
  }

  /// Which ids the boxes of the caller have, and whether they are enough for more than one user.
  ///
  /// - Parameter keepsIds: Whether boxes are made without privileges.
  /// - Returns: The answer as text.
  package static func ids(keepingIds keepsIds: Bool) -> (isEnough: Bool, text: String) {
    guard keepsIds else {
      let mapping = UserMapping(keepingIds: false)
      return (
        true,
        mapping.isIdentity
          ? "boxes have the ids of the surrounding user namespace, and the rights of its files"
          : "boxes have a range of ids that own no file"
      )
    }
    let user = CurrentProcess.user.user
    guard let users = SubordinateIds.range(in: "/etc/subuid", of: user),
      SubordinateIds.range(in: "/etc/subgid", of: user) != nil,
      CommandSearch.path(of: "newuidmap") != nil
    else { return (false, Remedies.oneUser) }
    return (
      true, "boxes have your id as root, and \(users.count) subordinate ids from \(users.first)"
    )
  }

  /// Runs a program that maps ids; false if it is not installed or has failed.
  private static func run(
    _ program: String, _ pid: Int32, _ own: UInt32, _ range: SubordinateIds.Entry
  ) -> Bool {
    guard let path = CommandSearch.path(of: program) else { return false }
    let words = [path, "\(pid)", "0", "\(own)", "1", "1", "\(range.first)", "\(range.count)"]
    var plan = SpawnPlan(arguments: words.map { Array($0.utf8) })
    guard let null = try? Descriptors.openForWriting("/dev/null") else { return false }
    // It may not be allowed to: then the box has one id, and needs no message.
    plan.descriptors = [
      .inherited, .descriptor(null.descriptor.rawValue), .descriptor(null.descriptor.rawValue),
    ]
    guard let child = try? Spawning.spawn(plan), let process = try? OwnedProcess(pid: child) else {
      return false
    }
    return (try? process.reap()) == .exited(0)
  }

  /// Adds the setting of the host that forbids the namespace to an error.
  ///
  /// - Parameters:
  ///   - error: The error of making it.
  ///   - isPrivileged: Whether the caller may make a box without one.
  /// - Returns: The error with a remedy.
  package static func explain(_ error: SystemError, isPrivileged: Bool = false) -> SystemError {
    var explained = error
    switch error.errno {
    case .noSpace:
      explained.remedy = "a limit of user.max_*_namespaces is reached: sysctl -a -r max_.*_namesp"
      if ProcFiles.setting("user/max_user_namespaces") == 0 {
        explained.remedy =
          "user.max_user_namespaces is 0: as root, "
          + "sysctl -w user.max_user_namespaces=15000"
      }
    case .notPermitted, .permissionDenied:
      explained.remedy =
        restriction
        ?? "a chroot, or a seccomp filter or a policy of the surrounding container, forbids user "
        + "namespaces" + (isPrivileged ? "" : ": run as root with CAP_SYS_ADMIN")
    default: return explained
    }
    if isPrivileged { explained.remedy += "; \(Remedies.withoutUserNamespace)" }
    return explained
  }

  /// The host's setting that forbids unprivileged user namespaces, and how to change it; nil if none.
  package static var restriction: String? {
    if ProcFiles.setting("kernel/unprivileged_userns_clone") == 0 {
      return "kernel.unprivileged_userns_clone is 0: as root, "
        + "sysctl -w kernel.unprivileged_userns_clone=1"
    }
    if ProcFiles.setting("kernel/apparmor_restrict_unprivileged_userns") == 1 {
      return "kernel.apparmor_restrict_unprivileged_userns is 1: as root, "
        + "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
    }
    return nil
  }
}
