package import BoxProtocol
package import Linux
package import SystemPackage

/// The control groups that limit all processes of a box together: cgroups(7).
package struct ControlGroup: Sendable {
  private var groups: [ControlGroupPlan.Group]
  /// Made if none of the others can be.
  private var fallback: [ControlGroupPlan.Group] = []

  package var directories: [FilePath] { (groups + fallback).map(\.directory) }
  package var limits: GroupLimits { groups.reduce([]) { $0.union($1.limits) } }

  /// Refers to groups that another process made.
  package init(existing directories: [String]) {
    groups = directories.map { .init(directory: FilePath($0), limits: [], version: .v1) }
  }

  /// Plans groups for the limits of a box; ``make(for:)`` makes their directories.
  ///
  /// The two steps are separate, so that the guardian knows the directories before they exist. The
  /// result is nil if there are no limits, or no control groups to use.
  package init?(planning configuration: BoxConfiguration) {
    if configuration.limits.isEmpty { return nil }
    let current = ControlGroupMembership()
    let plan = ControlGroupPlan(
      configuration.limits, name: "sigbox-\(CurrentProcess.pid)-\(Instant.now.nanoseconds)",
      in: current, below: Self.v2Parent(current, for: configuration.limits))
    (groups, fallback) = (plan.preferred, plan.fallback)
    if groups.isEmpty { return nil }
  }

  /// Finds the parent in version 2, and asks the kernel to enable its controllers.
  private static func v2Parent(
    _ current: ControlGroupMembership, for limits: GroupLimits
  ) -> ControlGroupPlan.Parent? {
    guard let own = current.v2 else { return nil }
    // Only the root group has no type.
    let isRoot = FileSystem.isDirectory(own.appending("cgroup.type")) == nil
    let directory = ControlGroupPlan.parentDirectory(of: own, isRoot: isRoot)
    let control = directory.appending("cgroup.subtree_control")
    for limit in GroupLimits.all where limits.contains(limit) {
      try? FileContents.write("+\(limit.controller)", to: control)
    }
    guard let text = try? FileContents.read(control) else { return nil }
    return .init(directory: directory, controllers: String(decoding: text, as: UTF8.self))
  }

  /// Makes the planned groups; those that the caller may not make are dropped from the limits.
  package mutating func make(for configuration: BoxConfiguration) {
    groups = groups.filter { Self.make($0, for: configuration) }
    if groups.isEmpty { groups = fallback.filter { Self.make($0, for: configuration) } }
    fallback = []
  }

  private static func make(
    _ group: ControlGroupPlan.Group, for configuration: BoxConfiguration
  ) -> Bool {
    do {
      try Directories.make(group.directory)
    } catch {
      return false
    }
    do {
      for limit in GroupLimits.all where group.limits.contains(limit) {
        try write(limit, of: configuration, to: group)
      }
    } catch {
      try? Directories.removeEmpty(group.directory)
      return false
    }
    return true
  }

  private static func write(
    _ limit: GroupLimits, of configuration: BoxConfiguration, to group: ControlGroupPlan.Group
  ) throws(SystemError) {
    func set(_ file: String, _ value: String) throws(SystemError) {
      try FileContents.write(value, to: group.directory.appending(file))
    }
    if limit == .memory, let memory = configuration.memory {
      try set(group.version == .v2 ? "memory.max" : "memory.limit_in_bytes", "\(memory)")
      // Without swap, the limit holds for all memory. Not every kernel has these files.
      try? set(group.version == .v2 ? "memory.swap.max" : "memory.swappiness", "0")
    }
    if limit == .processes, let processes = configuration.processes {
      try set("pids.max", "\(processes)")
    }
    if limit == .processors, let share = configuration.processors {
      let quota = "\(Int(share * 100_000))"
      if group.version == .v2 { return try set("cpu.max", "\(quota) 100000") }
      try set("cpu.cfs_period_us", "100000")
      try set("cpu.cfs_quota_us", quota)
    }
  }

  /// The limits of a configuration that the groups do not enforce.
  package func missing(of configuration: BoxConfiguration) -> [GroupLimits] {
    GroupLimits.all.filter { configuration.limits.contains($0) && !limits.contains($0) }
  }

  /// Opens the files that move a process into the groups when it writes to them.
  package func groupFiles() throws(SystemError) -> OwnedDescriptors {
    var files = OwnedDescriptors()
    for directory in directories {
      // A thread can move itself into a group of version 1 at once. To move a whole process, the only
      // way in version 2, the kernel waits for all processors: many milliseconds.
      let threads = directory.appending("tasks")
      files.append(
        try Descriptors.openForWriting(
          FileSystem.isDirectory(threads) == nil ? directory.appending("cgroup.procs") : threads))
    }
    return files
  }

  /// Removes the groups; all processes in them must have ended.
  package func remove() {
    for directory in directories {
      // The kernel may still be removing the last process.
      for _ in 0..<100 {
        do throws(SystemError) {
          try Directories.removeEmpty(directory)
          break
        } catch let error where error.errno == .resourceBusy {
          _ = Polling.wait(for: [], until: .now + .milliseconds(10))
        } catch {
          break
        }
      }
    }
  }
}
