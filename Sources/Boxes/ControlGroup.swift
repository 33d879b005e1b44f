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
  static func make(for configuration: BoxConfiguration) -> ControlGroup? {
    let own = Own()
    return own.second.flatMap { second($0, configuration) } ?? first(own, configuration)
  }

  private typealias Settings = [Controller: [(file: String, value: String)]]

  private static func settings(
    for configuration: BoxConfiguration, isSecond: Bool
  ) -> Settings {
    var settings: Settings = [:]
    if let memory = configuration.memory {
      settings[.memory] = [(isSecond ? "memory.max" : "memory.limit_in_bytes", "\(memory)")]
    }
    if let processes = configuration.processes {
      settings[.pids] = [("pids.max", "\(processes)")]
    }
    if let share = configuration.processors {
      let quota = "\(Int(share * 100_000))"
      settings[.cpu] =
        isSecond
        ? [("cpu.max", "\(quota) 100000")]
        : [("cpu.cfs_period_us", "100000"), ("cpu.cfs_quota_us", quota)]
    }
    return settings
  }

  /// The caller's groups, as /proc has them now.
  private struct Own {
    private let mounts = ProcFiles.mounts
    private let groups = ProcFiles.controlGroups

    /// That of version 2, which may have no controllers.
    var second: FilePath? { place("", in: { $0.type == "cgroup2" }) }

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

  private static func second(
    _ own: FilePath, _ configuration: BoxConfiguration
  ) -> ControlGroup? {
    let all = settings(for: configuration, isSecond: true)
    // The caller is in its own group, and but for the root no group with processes may hand
    // controllers on: a sibling will do as well.
    let isRoot = Host.isDirectory(own.appending("cgroup.type")) == nil
    let parent = isRoot ? own : own.removingLastComponent()
    let handedOn = parent.appending("cgroup.subtree_control")
    for controller in all.keys {
      try? FileContents.write("+\(controller.rawValue)", to: handedOn)
    }
    let names = (try? FileContents.read(handedOn)).map { String(decoding: $0, as: UTF8.self) }
    let controllers = Set((names ?? "").split { $0.isWhitespace }.map(String.init))
    let settings = all.filter { controllers.contains($0.key.rawValue) }
    guard !settings.isEmpty else { return nil }
    let group = ControlGroup(
      directories: [parent.appending(name)], controllers: Set(settings.keys))
    if group.set(settings.values.flatMap { $0 }) { return group }
    group.remove()
    return nil
  }

  private static func first(_ own: Own, _ configuration: BoxConfiguration) -> ControlGroup? {
    var directories: [FilePath] = []
    var controllers: Set<Controller> = []
    for (controller, settings) in settings(for: configuration, isSecond: false) {
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

  /// Where a box must not go on, once it has used its memory; not every kernel has them.
  private static let swap = [
    (file: "memory.swap.max", value: "0"), (file: "memory.swappiness", value: "0"),
  ]

  /// Makes the directory and writes the settings; false where that may not be.
  private func set(_ settings: [(file: String, value: String)]) -> Bool {
    do {
      for directory in directories {
        try Directories.make(directory)
        for setting in settings {
          try FileContents.write(setting.value, to: directory.appending(setting.file))
        }
        for setting in Self.swap {
          try? FileContents.write(setting.value, to: directory.appending(setting.file))
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

  /// The files of a group by which whoever holds them can enter.
  func doors() throws(SystemError) -> [FileDescriptor] {
    try directories.map { directory throws(SystemError) in
      // A thread that moves itself waits for nobody. For a whole process, as version 2 has it alone,
      // the kernel waits until all processors have been through it: many milliseconds.
      let threads = directory.appending("tasks")
      return try Descriptors.openForWriting(
        Host.isDirectory(threads) == nil ? directory.appending("cgroup.procs") : threads)
    }
  }

  /// Moves the caller, which has one thread, into groups, and with it all that it will start.
  static func enter(_ doors: [FileDescriptor]) throws(SystemError) {
    // 0 is whoever writes it.
    for door in doors { try FileContents.write("0", to: door) }
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
