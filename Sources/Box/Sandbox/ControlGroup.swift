package import BoxProtocol
package import Linux
package import SystemPackage

/// What limits all processes of a box together: cgroups(7), version 2 or 1.
package struct ControlGroup: Sendable {
  /// A directory, and what it limits.
  private struct Part: Sendable {
    let directory: FilePath
    let limits: GroupLimits
    let isSecond: Bool
  }

  /// One for version 2; one a controller for version 1.
  private var parts: [Part]
  /// What takes their place where they cannot be made.
  private var others: [Part] = []

  /// Its directories.
  package var directories: [FilePath] { (parts + others).map(\.directory) }
  /// What it limits.
  package var limits: GroupLimits { parts.reduce([]) { $0.union($1.limits) } }

  /// Takes hold of a group that somebody else made.
  package init(removing directories: [String]) {
    parts = directories.map { Part(directory: FilePath($0), limits: [], isSecond: false) }
  }

  /// Plans a group with the limits of a configuration below the caller's own; it has no directory
  /// yet, so that whoever shall remove it can know of it before there is one.
  ///
  /// Nil where nothing is to be limited, or the caller may make none.
  package init?(planning configuration: BoxConfiguration) {
    if configuration.limits.isEmpty { return nil }
    let own = OwnControlGroups()
    let name = "sigbox-\(CurrentProcess.pid)-\(Instant.now.nanoseconds)"
    parts = Self.first(own, configuration, name)
    if let second = own.second.flatMap({ Self.second($0, configuration, name) }) {
      others = parts
      parts = [second]
    }
    if parts.isEmpty { return nil }
  }

  private static func second(
    _ own: FilePath, _ configuration: BoxConfiguration, _ name: String
  ) -> Part? {
    // The caller is in its own group, and but for the root no group with processes may hand
    // controllers on: a sibling will do as well.
    let isRoot = FileSystem.isDirectory(own.appending("cgroup.type")) == nil
    let parent = isRoot ? own : own.removingLastComponent()
    let handedOn = parent.appending("cgroup.subtree_control")
    let wanted = GroupLimits.all.filter { configuration.limits.contains($0) }
    for limit in wanted { try? FileContents.write("+\(limit.controller)", to: handedOn) }
    guard let text = try? FileContents.read(handedOn), !text.isEmpty else { return nil }
    let names = String(decoding: text, as: UTF8.self).split { $0.isWhitespace }
    var limits: GroupLimits = []
    for limit in wanted where names.contains(Substring(limit.controller)) {
      limits.formUnion(limit)
    }
    guard !limits.isEmpty else { return nil }
    return Part(directory: parent.appending(name), limits: limits, isSecond: true)
  }

  private static func first(
    _ own: OwnControlGroups, _ configuration: BoxConfiguration, _ name: String
  ) -> [Part] {
    var parts: [Part] = []
    for limit in GroupLimits.all where configuration.limits.contains(limit) {
      guard let place = own.first(limit.controller) else { continue }
      parts.append(Part(directory: place.appending(name), limits: limit, isSecond: false))
    }
    return parts
  }

  /// Makes what was planned; what may not be made is no part of the group any more.
  package mutating func make(for configuration: BoxConfiguration) {
    parts = parts.filter { Self.make($0, for: configuration) }
    if parts.isEmpty { parts = others.filter { Self.make($0, for: configuration) } }
    others = []
  }

  private static func make(_ part: Part, for configuration: BoxConfiguration) -> Bool {
    do {
      try Directories.make(part.directory)
    } catch {
      return false
    }
    do {
      for limit in GroupLimits.all where part.limits.contains(limit) {
        try write(limit, of: configuration, into: part.directory, isSecond: part.isSecond)
      }
    } catch {
      try? Directories.removeEmpty(part.directory)
      return false
    }
    return true
  }

  private static func write(
    _ limit: GroupLimits, of configuration: BoxConfiguration, into directory: FilePath,
    isSecond: Bool
  ) throws(SystemError) {
    func set(_ file: String, _ value: String) throws(SystemError) {
      try FileContents.write(value, to: directory.appending(file))
    }
    if limit == .memory, let memory = configuration.memory {
      try set(isSecond ? "memory.max" : "memory.limit_in_bytes", "\(memory)")
      // Once it has used its memory, a box must not go on; not every kernel has these.
      try? set(isSecond ? "memory.swap.max" : "memory.swappiness", "0")
    }
    if limit == .processes, let processes = configuration.processes {
      try set("pids.max", "\(processes)")
    }
    if limit == .processors, let share = configuration.processors {
      let quota = "\(Int(share * 100_000))"
      if isSecond { return try set("cpu.max", "\(quota) 100000") }
      try set("cpu.cfs_period_us", "100000")
      try set("cpu.cfs_quota_us", quota)
    }
  }

  /// What a configuration limits and the group does not, by the names of the options.
  package func missing(of configuration: BoxConfiguration) -> [String] {
    GroupLimits.all.filter { configuration.limits.contains($0) && !limits.contains($0) }.map(
      \.option)
  }

  /// The files of a group by which whoever holds them can enter.
  package func groupFiles() throws(SystemError) -> OwnedDescriptors {
    var files = OwnedDescriptors()
    for directory in directories {
      // A thread that moves itself waits for nobody. For a whole process, as version 2 has it alone,
      // the kernel waits until all processors have been through it: many milliseconds.
      let threads = directory.appending("tasks")
      files.append(
        try Descriptors.openForWriting(
          FileSystem.isDirectory(threads) == nil ? directory.appending("cgroup.procs") : threads))
    }
    return files
  }

  /// Removes the group, once all processes in it have ended.
  package func remove() {
    // The last of them may still be on its way out.
    for directory in directories {
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

extension GroupLimits {
  /// The controller's name.
  fileprivate var controller: String {
    self == .memory ? "memory" : self == .processes ? "pids" : "cpu"
  }

  /// The option of the command line.
  fileprivate var option: String {
    self == .memory ? "--memory" : self == .processes ? "--pids" : "--cpus"
  }
}
