internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// The user namespace of a box, and the namespaces that belong to it: user_namespaces(7).
///
/// The box is built outside of it, with the privileges of the surroundings. When PID 1 enters it, the
/// kernel copies the mounts and locks them: even a process with every capability of the user namespace
/// cannot make one writable or detach it.
struct BoxNamespaces: ~Copyable {
  let mapping: UserMapping
  private let holder: NamespaceHolder
  private let process: OwnedProcess
  private let users: OwnedDescriptor
  private let joined: Namespaces

  /// Makes the namespaces; only the host name's, the network's and that of System V IPC are joined later.
  ///
  /// - Throws: EPERM, ENOSPC of clone(2); what writing the maps throws.
  init(_ configuration: BoxConfiguration) throws(SystemError) {
    let mapping = UserMapping(keepingIds: configuration.keepsIds)
    // What a user namespace shares with its creator is limited to what the creator may have now.
    try SharedQuotas.limitSignals()
    let joined: Namespaces = configuration.ownNetwork ? [.uts, .ipc, .network] : [.uts, .ipc]
    // Otherwise files in /proc of a process that a box makes belong to the host's root.
    try Capabilities.allowTracing(true)
    let holder = try Self.explaining { () throws(SystemError) in
      try NamespaceHolder(joined, setting: SharedQuotas.fileWatches)
    }
    let directory = FilePath("/proc/\(holder.pid)")
    try naming("map ids with") { () throws(SystemError) in
      try FileContents.write(UserMapping.text(mapping.users), to: directory.appending("uid_map"))
      try FileContents.write(UserMapping.text(mapping.groups), to: directory.appending("gid_map"))
    }
    // The next child of PID 1 gets pid 2. Not every kernel has this file.
    try? FileContents.write("1", to: "/proc/sys/kernel/ns_last_pid")
    let users = try Descriptors.openForReading(directory.appending("ns/user"))
    let process = try OwnedProcess(pid: holder.pid)
    // While it writes, it needs the /proc that it began with.
    try holder.wait()
    (self.mapping, self.joined) = (mapping, joined)
    self.users = users
    self.process = process
    self.holder = holder
  }

  /// Says what may help if a user namespace cannot be made.
  private static func explaining<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    do {
      return try body()
    } catch {
      throw UserNamespace.explain(error, isPrivileged: true)
    }
  }

  /// The user namespace whose ID map mounts of the host's files get; nil if the ids are the same.
  var idMap: FileDescriptor? { mapping.isIdentity ? nil : users.descriptor }

  /// The user and group on the outside that are root inside.
  var root: (user: UInt32, group: UInt32) { mapping.outside((0, 0)) }

  /// Joins the namespaces that need not be the caller's own to build a box.
  func join() throws(SystemError) {
    do {
      try holder.wait()
    } catch {
      throw UserNamespace.explain(error, isPrivileged: true)
    }
    try Cloning.join(joined, of: process.process)
    holder.release()
  }

  /// Enters the user namespace as its root, and a copy of the mount namespace that belongs to it.
  consuming func enter() throws(SystemError) {
    try Cloning.join(userNamespace: users.descriptor)
    try SharedQuotas.limitOwnSignals()
    try Cloning.enter(.mount)
    try Credentials.becomeRoot()
  }
}
