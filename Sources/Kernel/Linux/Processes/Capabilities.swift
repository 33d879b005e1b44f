internal import CLinux
internal import SystemPackage

/// A part of root's power: capabilities(7).
package enum Capability: Int32, CaseIterable, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case chown, dacOverride, dacReadSearch, fowner, fsetid, kill, setgid, setuid, setpcap,
    linuxImmutable, netBindService, netBroadcast, netAdmin, netRaw, ipcLock, ipcOwner, sysModule,
    sysRawio, sysChroot, sysPtrace, sysPacct, sysAdmin, sysBoot, sysNice, sysResource, sysTime,
    sysTtyConfig, mknod, lease, auditWrite, auditControl, setfcap, macOverride, macAdmin, syslog,
    wakeAlarm, blockSuspend, auditRead, perfmon, bpf, checkpointRestore

  /// The name without CAP_, as `SYS_ADMIN`.
  package var name: String {
    var name = ""
    for letter in "\(self)" {
      if letter.isUppercase { name.append("_") }
      name.append(letter.uppercased())
    }
    return name
  }

  /// The capability of a name, with or without CAP_, in either case.
  package static func named(_ name: String) -> Capability? {
    let upper = name.uppercased()
    let bare = upper.hasPrefix("CAP_") ? String(upper.dropFirst(4)) : upper
    return allCases.first { $0.name == bare }
  }
}

/// A set of capabilities in the kernel's form: bit n is capability n.
package struct CapabilitySet: Sendable, ExpressibleByArrayLiteral {
  fileprivate var bits: UInt64 = 0

  /// Makes a set.
  package init(_ capabilities: [Capability]) {
    for capability in capabilities { insert(capability) }
  }

  /// Makes a set.
  package init(arrayLiteral capabilities: Capability...) { self.init(capabilities) }

  /// Those that are in it, in the order of their numbers.
  package var members: [Capability] { Capability.allCases.filter(contains) }

  /// Whether one is in it.
  package func contains(_ capability: Capability) -> Bool { bits & capability.bit != 0 }

  /// Adds one.
  package mutating func insert(_ capability: Capability) { bits |= capability.bit }

  /// Those that are not in another set.
  package func subtracting(_ other: CapabilitySet) -> CapabilitySet {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }

  fileprivate init(bits: UInt64) { self.bits = bits }

  /// Those for which the kernel says yes.
  fileprivate init(asking isIn: (Int32) -> Int32) {
    for number in 0..<Int32(Capability.allCases.count) where isIn(number) == 1 {
      bits |= 1 << UInt64(number)
    }
  }
}

extension Capability {
  fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}

/// The capability sets of the calling thread.
package struct Capabilities: Sendable {
  /// Those that the kernel checks.
  package var effective: CapabilitySet
  /// Those that may become effective.
  package var permitted: CapabilitySet
  /// Those that execve(2) may hand on.
  package var inheritable: CapabilitySet
  /// Those that execve(2) may give at most.
  package var bounding: CapabilitySet
  /// Ambient: those that execve(2) keeps for a program without file capabilities.
  package var ambient: CapabilitySet

  /// Reads the sets: capget(2), PR_CAPBSET_READ, PR_CAP_AMBIENT_IS_SET.
  ///
  /// - Throws: The errno of capget(2), none that is known.
  package init() throws(SystemError) {
    (effective, permitted, inheritable) = try Self.own()
    bounding = CapabilitySet(asking: clinux_in_bounding_set)
    ambient = CapabilitySet(asking: clinux_in_ambient_set)
  }

  private static func own() throws(SystemError) -> (
    effective: CapabilitySet, permitted: CapabilitySet, inheritable: CapabilitySet
  ) {
    var (effective, permitted, inheritable) = (UInt64(0), UInt64(0), UInt64(0))
    try checked(
      clinux_get_capabilities(&effective, &permitted, &inheritable), "read", "capabilities")
    return (
      CapabilitySet(bits: effective), CapabilitySet(bits: permitted),
      CapabilitySet(bits: inheritable)
    )
  }

  /// Takes from the caller, and from all that it will execute, all capabilities but some:
  /// PR_CAPBSET_DROP, capset(2), PR_CAP_AMBIENT_CLEAR_ALL.
  ///
  /// None is left to hand on over execve(2). What the caller has is not read first: that would be
  /// two calls a capability.
  ///
  /// - Throws: EPERM without SETPCAP.
  package static func keep(only kept: CapabilitySet) throws(SystemError) {
    for capability in Capability.allCases where !kept.contains(capability) {
      let result = clinux_drop_from_bounding_set(capability.rawValue)
      // An older kernel knows fewer; what it does not know need not be dropped.
      if result == 0 || clinux_in_bounding_set(capability.rawValue) != 1 { continue }
      try checked(result, "drop", "\(capability.name) from the bounding set")
    }
    let (effective, permitted, _) = try own()
    try checked(
      clinux_set_capabilities(effective.bits & kept.bits, permitted.bits & kept.bits, 0),
      "set", "capabilities")
    try checked(clinux_clear_ambient_set(), "clear", "the ambient set")
  }

  /// Makes them the caller's: first the bounding set shrinks, then capset(2), last the ambient set.
  ///
  /// - Throws: EPERM for a capability that is not permitted, or without SETPCAP for the bounding
  ///   set, or for an ambient one that is not both permitted and inheritable.
  package func apply() throws(SystemError) {
    let current = try Capabilities()
    for lost in current.bounding.subtracting(bounding).members {
      try checked(
        clinux_drop_from_bounding_set(lost.rawValue), "drop", "\(lost.name) from the bounding set")
    }
    if let gained = bounding.subtracting(current.bounding).members.first {
      throw SystemError("add", .notPermitted, subject: "\(gained.name) to the bounding set")
    }
    try checked(
      clinux_set_capabilities(effective.bits, permitted.bits, inheritable.bits),
      "set", "capabilities")
    // Capset(2) may have lowered some.
    let ambient = CapabilitySet(asking: clinux_in_ambient_set)
    for capability in Capability.allCases
    where self.ambient.contains(capability) != ambient.contains(capability) {
      try checked(
        clinux_set_ambient(capability.rawValue, self.ambient.contains(capability)), "change",
        "\(capability.name) in the ambient set")
    }
  }

  /// Keeps execve(2) from ever granting privileges: PR_SET_NO_NEW_PRIVS.
  package static func forgoNewPrivileges() throws(SystemError) {
    try checked(clinux_no_new_privileges(), "forgo", "new privileges")
  }

  /// Keeps the caller, and everything that it starts, from connections to abstract sockets of other
  /// processes: landlock(7).
  ///
  /// - Throws: EINVAL, ENOSYS or EOPNOTSUPP before Linux 6.12; EPERM if new privileges are possible.
  package static func forbidOuterSockets() throws(SystemError) {
    try checked(clinux_forbid_outer_sockets(), "forbid", "abstract sockets of the host")
  }

  /// Decides whether processes without SYS_PTRACE can use the caller's memory and files in /proc, and
  /// whether the kernel dumps its core, until it executes something: PR_SET_DUMPABLE.
  package static func allowTracing(_ isAllowed: Bool) throws(SystemError) {
    try checked(clinux_allow_tracing(isAllowed), "change", "who may trace")
  }
}
