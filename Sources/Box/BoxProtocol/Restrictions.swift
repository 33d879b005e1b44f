/// What a process of a box may do and use.
///
/// PID 1, a command of `exec` and a further process of an experiment get the same restrictions: each
/// is confined from this one description.
package struct Restrictions: Equatable, Sendable, Codable {
  /// Whether it keeps its capabilities, and may make any system call.
  package var isPrivileged: Bool
  /// Whether the ids of its users are those of the process that made the box.
  package var keepsIds: Bool
  /// Whether it may make boxes itself, with the capabilities that this takes.
  package var mayNest: Bool
  /// Whether it may write files of the host.
  package var mayWriteFiles: Bool { writesFiles ?? false }
  /// Nil for false, as in records of boxes that do not have it.
  private var writesFiles: Bool?
  /// Bytes of data that each process may have; nil if a control group limits all of them together.
  package var memory: UInt64?
  /// Processes that the user namespace may have; nil if a control group limits them.
  package var processes: UInt64?

  package init(
    isPrivileged: Bool = false, keepsIds: Bool = false, mayNest: Bool = false,
    mayWriteFiles: Bool = false, memory: UInt64? = nil, processes: UInt64? = nil
  ) {
    writesFiles = mayWriteFiles ? true : nil
    self.isPrivileged = isPrivileged
    self.keepsIds = keepsIds
    self.mayNest = mayNest
    self.memory = memory
    self.processes = processes
  }

  /// Whether it is in a user namespace of the box.
  package var hasUserNamespace: Bool { !isPrivileged || keepsIds }

  private enum CodingKeys: String, CodingKey {
    case isPrivileged, mayNest, writesFiles, memory, processes
    case keepsIds = "isRootless"
  }

  /// Removes limits that control groups enforce.
  package mutating func drop(_ limits: GroupLimits) {
    if limits.contains(.memory) { memory = nil }
    if limits.contains(.processes) { processes = nil }
  }
}

extension BoxConfiguration {
  /// The restrictions of its processes, without control groups.
  package func restrictions() -> Restrictions {
    Restrictions(
      isPrivileged: isPrivileged, keepsIds: keepsIds, mayNest: mayNest,
      mayWriteFiles: writable || binds.contains { !$0.isReadOnly }, memory: memory,
      processes: processes)
  }
}
