import BoxProtocol
import BoxHost
import Linux
import SystemPackage

extension BoxConfiguration {
  /// The box of a program unless more is said: limited, without the host's homes and secrets.
  ///
  /// - Parameters:
  ///   - program: What runs as PID 1.
  ///   - paths: What stays visible beside the caller's directory.
  /// - Returns: The box.
  static func usual(_ program: Program, visible paths: [String]) -> BoxConfiguration {
    var configuration = BoxConfiguration(program: program)
    configuration.homes = HostPaths.homes
    configuration.masked = HostPaths.masked
    configuration.memory = usualMemory
    configuration.processes = usualProcesses
    let directory = [CurrentProcess.directory?.string].compactMap { $0 }
    // Another user's home is no less one.
    let foreign = Set(directory + paths).filter { HostPaths.isBelowHome($0) }
    configuration.homes += foreign.subtracting(configuration.homes).sorted()
    // Of a home, or of /tmp, only a caller who stands there shows something.
    let hidden = ["/tmp"] + configuration.homes
    configuration.visiblePaths = directory + paths.filter { !hidden.contains($0) }
    return configuration
  }
}

/// What of the host is not for boxes.
private enum HostPaths {
  /// Home directories: in the box they are empty and its own.
  static var homes: [String] {
    let own = Environment.value("HOME").flatMap {
      FileSystem.resolve(ArgumentText.path($0))?.string
    }
    // Whoever's home is a place that all need has none; two are there anyway.
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
    ] + (BoxRegistry.place.map { [$0] } ?? [])
  }
}
