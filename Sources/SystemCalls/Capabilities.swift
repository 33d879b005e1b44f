internal import CLinux
internal import SystemPackage

/// A part of root's power: capabilities(7).
public enum Capability: Int32, CaseIterable, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case chown, dacOverride, dacReadSearch, fowner, fsetid, kill, setgid, setuid, setpcap,
    linuxImmutable, netBindService, netBroadcast, netAdmin, netRaw, ipcLock, ipcOwner, sysModule,
    sysRawio, sysChroot, sysPtrace, sysPacct, sysAdmin, sysBoot, sysNice, sysResource, sysTime,
    sysTtyConfig, mknod, lease, auditWrite, auditControl, setfcap, macOverride, macAdmin, syslog,
    wakeAlarm, blockSuspend, auditRead, perfmon, bpf, checkpointRestore

  /// The name without CAP_, as `SYS_ADMIN`.
  public var name: String {
    var name = ""
    for letter in "\(self)" {
      if letter.isUppercase { name.append("_") }
      name.append(letter.uppercased())
    }
    return name
  }

  /// The capability of a name, with or without CAP_, in either case.
  public static func named(_ name: String) -> Capability? {
    let upper = name.uppercased()
    let bare = upper.hasPrefix("CAP_") ? String(upper.dropFirst(4)) : upper
    return allCases.first { $0.name == bare }
  }
}

/// The capability sets of the calling thread.
public struct Capabilities: Sendable {
  /// Those that the kernel checks.
  public var effective: Set<Capability>
  /// Those that may become effective.
  public var permitted: Set<Capability>
  /// Those that execve(2) may hand on.
  public var inheritable: Set<Capability>
  /// Those that execve(2) may give at most.
  public var bounding: Set<Capability>
  /// Those that execve(2) keeps for a program without privileges of its own.
  public var ambient: Set<Capability>

  /// Reads the sets: capget(2), PR_CAPBSET_READ, PR_CAP_AMBIENT_IS_SET.
  ///
  /// - Throws: The errno of capget(2), none that is known.
  public init() throws(SystemError) {
    var (effective, permitted, inheritable) = (UInt64(0), UInt64(0), UInt64(0))
    try checked(
      clinux_get_capabilities(&effective, &permitted, &inheritable), "read", "capabilities")
    self.effective = Self.set(effective)
    self.permitted = Self.set(permitted)
    self.inheritable = Self.set(inheritable)
    bounding = Set(Capability.allCases.filter { clinux_in_bounding_set($0.rawValue) == 1 })
    ambient = Set(Capability.allCases.filter { clinux_in_ambient_set($0.rawValue) == 1 })
  }

  /// Makes them the caller's: first the bounding set shrinks, then capset(2), last the ambient set.
  ///
  /// - Throws: EPERM for a capability that is not permitted, or without SETPCAP for the bounding
  ///   set, or for an ambient one that is not both permitted and inheritable.
  public func apply() throws(SystemError) {
    let current = try Capabilities()
    for lost in current.bounding.subtracting(bounding) {
      try checked(
        clinux_drop_from_bounding_set(lost.rawValue), "drop", "\(lost.name) from the bounding set")
    }
    if let gained = bounding.subtracting(current.bounding).first {
      throw SystemError("add", .notPermitted, subject: "\(gained.name) to the bounding set")
    }
    try checked(
      clinux_set_capabilities(Self.bits(effective), Self.bits(permitted), Self.bits(inheritable)),
      "set", "capabilities")
    for capability in Capability.allCases {
      let isRaised = ambient.contains(capability)
      guard isRaised != (clinux_in_ambient_set(capability.rawValue) == 1) else { continue }
      try checked(
        clinux_set_ambient(capability.rawValue, isRaised), "change",
        "\(capability.name) in the ambient set")
    }
  }

  /// Keeps execve(2) from ever granting privileges: PR_SET_NO_NEW_PRIVS.
  public static func forgoNewPrivileges() throws(SystemError) {
    try checked(clinux_no_new_privileges(), "forgo", "new privileges")
  }

  /// Keeps processes without SYS_PTRACE from the caller's memory and files in /proc, and the kernel
  /// from dumping its core, until it executes something: PR_SET_DUMPABLE.
  public static func forbidTracing() throws(SystemError) {
    try checked(clinux_forbid_tracing(), "forbid", "tracing")
  }

  private static func set(_ bits: UInt64) -> Set<Capability> {
    Set(Capability.allCases.filter { bits & 1 << UInt64($0.rawValue) != 0 })
  }

  private static func bits(_ set: Set<Capability>) -> UInt64 {
    set.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }
}
