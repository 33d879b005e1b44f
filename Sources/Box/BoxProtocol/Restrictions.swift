/// What a process of a box may do and use.
///
/// PID 1, a command of `exec` and a further process of an experiment get the same restrictions: each
/// is confined from this one description.
package struct Restrictions: Equatable, Sendable, Codable {
  /// Whether it keeps its capabilities, and may make any system call.
  package var isPrivileged: Bool
  /// Whether its root is not the host's, but that of a user namespace.
  package var isRootless: Bool
  /// Whether it may make boxes itself, with the capabilities that this takes.
  package var mayNest: Bool
  /// Bytes of data that each process may have; nil if a control group limits all of them together.
  package var memory: UInt64?
  /// Processes that the user namespace may have; nil if a control group limits them.
  package var processes: UInt64?

  package init(
    isPrivileged: Bool = false, isRootless: Bool = false, mayNest: Bool = false,
    memory: UInt64? = nil, processes: UInt64? = nil
  ) {
    self.isPrivileged = isPrivileged
    self.isRootless = isRootless
    self.mayNest = mayNest
    self.memory = memory
    self.processes = processes
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
      isPrivileged: isPrivileged, isRootless: isRootless, mayNest: mayNest, memory: memory,
      processes: processes)
  }
}
