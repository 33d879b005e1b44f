package import BoxProtocol
internal import Linux
internal import SystemPackage

extension BoxConfiguration {
  /// The default box for a program: with limits, and without the host's home directories and secrets.
  ///
  /// - Parameters:
  ///   - program: What runs as PID 1.
  ///   - paths: What stays visible, in addition to the caller's directory.
  /// - Returns: The box.
  package static func standard(_ program: Program, visible paths: [String]) -> BoxConfiguration {
    var configuration = BoxConfiguration(program: program)
    configuration.masked = HostPaths.masked
    configuration.memory = defaultMemory
    configuration.processes = defaultProcesses
    let directory = [CurrentProcess.directory?.string].compactMap { $0 }
    let homes = HostPaths.homes
    // Another user's home directory is hidden too.
    let foreign = Set(directory + paths).filter { HostPaths.isBelowHome($0) }
    configuration.homes = homes + foreign.subtracting(homes).sorted()
    // A script in a home directory or in /tmp does not make that whole directory visible.
    let hidden = ["/tmp"] + configuration.homes
    configuration.visiblePaths = directory + paths.filter { !hidden.contains($0) }
    return configuration
  }
}

/// Paths of the host that boxes do not see.
private enum HostPaths {
  /// Home directories.
  static var homes: [String] {
    let own = Environment.value("HOME").flatMap {
      FileSystem.resolve(ArgumentText.path($0))?.string
    }
    // Directories that every program needs are not hidden, even if they are somebody's home.
    let shared = [
      "/", "/root", "/home", "/tmp", "/usr", "/etc", "/bin", "/var", "/run", "/dev", "/proc",
      "/sys",
    ]
    return ["/root", "/home"] + [own].compactMap { $0 }.filter { !shared.contains($0) }
  }

  /// Whether a path is a directory directly below /home.
  static func isBelowHome(_ path: String) -> Bool {
    path.hasPrefix("/home/") && !path.dropFirst(6).contains("/")
      && FileSystem.isDirectory(FilePath(path)) == true
  }

  /// Secrets, and the state of boxes and containers.
  static var masked: [String] {
    [
      "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/sudoers",
      "/etc/sudoers.d", "/etc/ssh", "/etc/ssl/private", "/var/lib/docker", "/var/lib/containers",
      "/var/lib/containerd", "/var/spool/cron", "/boot", "/sys/firmware", "/sys/kernel/debug",
      "/sys/kernel/tracing",
    ] + (RuntimeDirectory.existing.map { [$0.string] } ?? [])
  }
}
