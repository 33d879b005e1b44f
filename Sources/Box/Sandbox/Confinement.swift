package import Linux

/// What a process of a box may do and use: it is taken away before the first line of a stranger's.
package struct Confinement: Sendable {
  /// Whether it gives up capabilities, new privileges and dangerous system calls.
  package var isStrict: Bool
  /// Whether the caller has a user namespace of its own, over whose users it has full power.
  package var isRootless: Bool
  /// Whether it may make boxes in its own, for which it needs its capabilities.
  package var mayNest = false
  /// How many processes the user namespace may have, where no control group counts them.
  package var processes: UInt64?
  /// How many bytes of data a process may have, where no control group counts them.
  package var memory: UInt64?
  /// The user and group that it becomes; nil for those it has.
  package var user: (user: UInt32, group: UInt32)?

  /// Plans a confinement.
  ///
  /// - Parameters:
  ///   - isStrict: Whether it gives up capabilities, new privileges and dangerous system calls.
  ///   - isRootless: Whether the caller has a user namespace of its own.
  ///   - processes: How many processes the user namespace may have; nil where others count them.
  ///   - memory: How many bytes of data a process may have; nil where others count them.
  ///   - user: The user and group that it becomes; nil for those it has.
  package init(
    isStrict: Bool, isRootless: Bool, processes: UInt64?, memory: UInt64?,
    user: (user: UInt32, group: UInt32)?
  ) {
    self.isStrict = isStrict
    self.isRootless = isRootless
    self.processes = processes
    self.memory = memory
    self.user = user
  }

  /// What an init needs: to signal, to change users, and to care for its own files.
  private static let kept: CapabilitySet = [
    .chown, .fowner, .fsetid, .kill, .setgid, .setuid, .setpcap, .setfcap, .netBindService,
    .sysChroot,
  ]

  /// Confines the caller and all that it will start, for good.
  ///
  /// - Throws: What setting limits, capabilities, the filter and users throws: EINVAL for a user
  ///   that the user namespace does not have.
  package func apply() throws(SystemError) {
    let remedy = isRootless ? "a box without root has one user and one group, 0" : ""
    if let user {
      // Denied in a user namespace of one's own, where there are none to give up.
      try? Credentials.setSupplementaryGroups([])
      try advising(remedy) { () throws(SystemError) in try Credentials.setGroup(user.group) }
    }
    try restrict()
    // The kernel takes the capabilities along.
    if let user {
      try advising(remedy) { () throws(SystemError) in try Credentials.setUser(user.user) }
    }
  }

  private func restrict() throws(SystemError) {
    if let memory { try limit(.data, to: memory) }
    // Elsewhere the user's processes outside the box would be counted, too.
    if let processes, isRootless { try limit(.nproc, to: processes) }
    guard isStrict else { return }
    try CurrentProcess.renewNull()
    if mayNest {
      try Capabilities.forgoNewPrivileges()
      return try ForbiddenCalls.apply(mayNest: true)
    }
    // Through /proc/1/exe a box of root could change the mode of the host's own file. The host must
    // still see the box, which takes the capability in the host's user namespace.
    if !isRootless, try Capabilities.isEffective(.sysPtrace) { try Capabilities.forbidTracing() }
    try Capabilities.keep(only: Self.kept)
    try Capabilities.forgoNewPrivileges()
    try ForbiddenCalls.apply()
  }

  private func limit(_ resource: ResourceLimit.Resource, to value: UInt64) throws(SystemError) {
    let hard = try ResourceLimit(current: resource).hard
    let lower = min(hard, value)
    try ResourceLimit(resource, soft: lower, hard: lower).set()
  }
}
