internal import Linux
internal import SystemPackage

/// Covers paths of a box.
enum HiddenPaths {
  /// What /proc shows of the machine.
  static let machine: [FilePath] = [
    "/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats",
    "/proc/acpi", "/proc/scsi",
  ]

  /// Covers files with a read-only /dev/null, and directories with an empty one; skips missing paths.
  static func cover(_ paths: [FilePath]) throws(SystemError) {
    var empty: FilePath?
    for path in paths {
      switch FileSystem.isDirectory(path) {
      case true?:
        if let empty {
          try Mounts.attach(try Mounts.copy(empty), on: path)
        } else {
          try Mounts.mountTemporary(on: path, mode: "000", size: 4096)
          try Mounts.set(.readOnly, on: path)
          empty = path
        }
      case false?: try Mounts.attach(try Mounts.copy("/dev/null"), on: path)
      case nil: break
      }
    }
  }
}
