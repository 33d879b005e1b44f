package import BoxProtocol
package import Linux

/// Confines a process of a box before it runs code that sigbox does not trust.
package struct Confinement: Sendable {
  private let restrictions: Restrictions
  private let user: (user: UInt32, group: UInt32)?
  private let ownNetwork: Bool

  /// - Parameters:
  ///   - restrictions: What the process may do.
  ///   - user: The user and group to become; nil for the current ones.
  ///   - ownNetwork: Whether the box has a network namespace.
  package init(
    _ restrictions: Restrictions, user: (user: UInt32, group: UInt32)? = nil,
    ownNetwork: Bool = true
  ) {
    self.restrictions = restrictions
    self.user = user
    self.ownNetwork = ownNetwork
  }

  /// The capabilities of a container by default, which hold in the user namespace of the box only.
  private static let kept: CapabilitySet = [
    .chown, .dacOverride, .fowner, .fsetid, .kill, .setgid, .setuid, .setpcap, .netBindService,
    .netRaw, .sysChroot, .mknod, .auditWrite, .setfcap,
  ]

  /// Confines the caller and every process that it starts, permanently.
  ///
  /// - Parameter environment: Variables to set, after those that a box does not inherit are removed.
  /// - Throws: What setting limits, capabilities, the filter and users throws: EINVAL for a user
  ///   that the user namespace does not have.
  package func apply(
    setting environment: [(name: [UInt8], value: [UInt8])] = []
  ) throws(SystemError) {
    if !restrictions.isPrivileged { try Environment.keepOrdinary() }
    try Environment.set(environment)
    if let user {
      // Denied in a user namespace of one's own, which has no supplementary groups.
      try? Credentials.setSupplementaryGroups([])
      try Credentials.setGroup(user.group)
    }
    try restrict()
    // With the user changes, the kernel removes the capabilities.
    if let user { try Credentials.setUser(user.user) }
    // Its files in /proc belong to the box; otherwise a caller without privileges could not read them.
    // The executable is on a read-only mount, and belongs to nobody in the box.
    if !restrictions.isPrivileged { try Capabilities.allowTracing(true) }
  }

  private func restrict() throws(SystemError) {
    if let memory = restrictions.memory { try limit(.data, to: memory) }
    // Without a user namespace, processes of the same user outside the box would count too.
    if let processes = restrictions.processes, restrictions.hasUserNamespace {
      try limit(.nproc, to: processes)
    }
    guard !restrictions.isPrivileged else { return }
    try CurrentProcess.renewDevices()
    if restrictions.mayNest {
      try Capabilities.forgoNewPrivileges()
      return try ForbiddenCalls.apply(mayNest: true)
    }
    // A file with capabilities is as good as a set-user-ID one.
    let kept = restrictions.mayWriteFiles ? Self.kept.subtracting([.setfcap]) : Self.kept
    try Capabilities.keep(only: kept)
    try Capabilities.forgoNewPrivileges()
    // Abstract sockets belong to the network namespace. Older kernels cannot tell them apart.
    if !ownNetwork { try? Capabilities.forbidOuterSockets() }
    try ForbiddenCalls.apply(mayPlant: !restrictions.mayWriteFiles)
  }

  private func limit(_ resource: ResourceLimit.Resource, to value: UInt64) throws(SystemError) {
    let hard = try ResourceLimit(current: resource).hard
    let lower = min(hard, value)
    try ResourceLimit(resource, soft: lower, hard: lower).set()
  }
}
