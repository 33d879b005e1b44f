internal import BoxProtocol
internal import SystemCalls
internal import SystemPackage

/// What limits all processes of a box together: cgroups(7), version 2 or 1.
struct ControlGroup: Sendable {
  /// One directory for version 2; one a controller for version 1.
  let directories: [FilePath]
  /// What it limits.
  private let controllers: Set<Controller>

  private enum Controller: String {
    case memory
    case pids
    case cpu
  }

  private init(directories: [FilePath], controllers: Set<Controller>) {
    self.directories = directories
    self.controllers = controllers
  }

  /// Takes hold of a group that somebody else made.
  init(removing directories: [String]) {
    self.init(directories: directories.map { FilePath($0) }, controllers: [])
  }

  /// Makes a group with the limits of a configuration below the caller's own.
  ///
  /// Nil where nothing is to be limited, or the caller may make none.
  static func make(for configuration: BoxConfiguration) throws(SystemError) -> ControlGroup? {
    var values: Values = [:]
    let own = Own()
    let second = own.second
    let isSecond = second != nil
    if let memory = configuration.memory {
      values[.memory] = [(isSecond ? "memory.max" : "memory.limit_in_bytes", "\(memory)")]
    }
    if let processes = configuration.processes {
      values[.pids] = [("pids.max", "\(processes)")]
    }
    if let share = configuration.processors {
      let quota = "\(Int(share * 100_000))"
      values[.cpu] =
        isSecond
        ? [("cpu.max", "\(quota) 100000")]
        : [("cpu.cfs_period_us", "100000"), ("cpu.cfs_quota_us", quota)]
    }
    guard !values.isEmpty else { return nil }
    return second.map { Self.second($0, values) } ?? first(own, values)
  }

  /// The caller's groups, as /proc has them now.
  private struct Own {
    private let mounts = ProcFiles.mounts
    private let groups = ProcFiles.controlGroups

    /// That of version 2, where it has the controllers.
    var second: FilePath? {
      guard let place = place("", in: { $0.type == "cgroup2" }),
        let names = try? FileContents.read(place.appending("cgroup.controllers")),
        String(decoding: names, as: UTF8.self).contains("pids")
      else { return nil }
      return place
    }

    /// That of a controller in version 1.
    func first(_ controller: Controller) -> FilePath? {
      place(controller.rawValue) {
        $0.type == "cgroup" && $0.options.contains(controller.rawValue)
      }
    }

    private func place(_ controller: String, in isIt: (ProcFiles.Mount) -> Bool) -> FilePath? {
      guard let group = groups[controller], let mount = mounts.first(where: isIt) else {
        return nil
      }
      return mount.path.pushing(FilePath(String(group.drop { $0 == "/" })))
    }
  }

  private typealias Values = [Controller: [(file: String, value: String)]]

  private static func second(_ own: FilePath, _ values: Values) -> ControlGroup? {
    // Processes may not be in a group that hands controllers on, so a sibling will do as well.
    for parent in [own, own.removingLastComponent()] {
      for controller in values.keys {
        try? FileContents.write(
          "+\(controller.rawValue)", to: parent.appending("cgroup.subtree_control"))
      }
      let group = ControlGroup(
        directories: [parent.appending(name)], controllers: Set(values.keys))
      if group.set(values.values.flatMap { $0 }) { return group }
      group.remove()
    }
    return nil
  }

  private static func first(_ own: Own, _ values: Values) -> ControlGroup? {
    var directories: [FilePath] = []
    var controllers: Set<Controller> = []
    for (controller, settings) in values {
      guard let place = own.first(controller) else { continue }
      let group = ControlGroup(
        directories: [place.appending(name)], controllers: [controller])
      guard group.set(settings) else {
        group.remove()
        continue
      }
      directories += group.directories
      controllers.insert(controller)
    }
    return directories.isEmpty
      ? nil : ControlGroup(directories: directories, controllers: controllers)
  }

  private static var name: String { "sigbox-\(Host.pid)-\(Instant.now.nanoseconds)" }

  /// Makes the directory and writes the settings; false where that may not be.
  private func set(_ settings: [(file: String, value: String)]) -> Bool {
    do {
      for directory in directories {
        try Directories.make(directory)
        for setting in settings {
          try FileContents.write(setting.value, to: directory.appending(setting.file))
        }
      }
      return true
    } catch {
      return false
    }
  }

  /// Takes from a configuration what the group limits, for all its processes together.
  func relieve(_ configuration: inout BoxConfiguration) {
    if controllers.contains(.memory) { configuration.memory = nil }
    if controllers.contains(.pids) { configuration.processes = nil }
  }

  /// What a configuration limits and the group does not, by the names of the options.
  func missing(of configuration: BoxConfiguration) -> [String] {
    [
      (Controller.memory, configuration.memory != nil, "--memory"),
      (.pids, configuration.processes != nil, "--pids"),
      (.cpu, configuration.processors != nil, "--cpus"),
    ].filter { $0.1 && !controllers.contains($0.0) }.map(\.2)
  }

  /// Puts a process into the group, and with it all that it will start.
  func add(_ pid: Int32) throws(SystemError) {
    for directory in directories {
      try FileContents.write("\(pid)", to: directory.appending("cgroup.procs"))
    }
  }

  /// The file of a group that takes further members, opened.
  static func members(of directory: FilePath) throws(SystemError) -> FileDescriptor {
    try Descriptors.openForWriting(directory.appending("cgroup.procs"))
  }

  /// Removes the group, once all processes in it have ended.
  func remove() {
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
