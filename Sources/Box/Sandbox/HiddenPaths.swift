internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// The paths of a box that are covered.
struct HiddenPaths {
  /// What /proc shows of the machine.
  private static let machine = [
    "/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats",
    "/proc/acpi", "/proc/scsi",
  ]

  private let paths: [FilePath]

  /// Leaves out the paths that show something else because of the user's binds.
  ///
  /// A bind at a path itself shows it, whatever its source is. A bind above it shows it unless that is
  /// the hidden path of the host, as in a bind of /etc.
  init(of configuration: BoxConfiguration) {
    guard !configuration.isPrivileged else {
      paths = []
      return
    }
    let hidden =
      (configuration.masked + (configuration.mayNest ? [] : Self.machine)).map { FilePath($0) }
    let binds = configuration.binds.map { bind in
      (source: FilePath(bind.source), destination: Self.resolved(bind, in: configuration))
    }
    paths = hidden.filter { path in
      let above = binds.filter { path.starts(with: $0.destination) }
      guard let bind = above.max(by: { $0.destination.depth < $1.destination.depth }),
        bind.destination != path
      else { return above.isEmpty }
      let shown = bind.source.appending(
        path.components.dropFirst(bind.destination.components.count))
      return hidden.contains(shown)
    }
  }

  private static func resolved(
    _ bind: BoxConfiguration.Bind, in configuration: BoxConfiguration
  ) -> FilePath {
    let path = FilePath(bind.destination)
    let existing = configuration.root == nil ? FileSystem.resolve(path) : nil
    return existing ?? path.lexicallyNormalized()
  }

  /// Whether a path is one of them or below one.
  func cover(_ path: FilePath) -> Bool { paths.contains { path.starts(with: $0) } }

  /// Covers them, and attaches files below them.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - owner: The owner of the directories that are made for these.
  ///   - attach: Attaches a file at its path.
  /// - Throws: EPERM, ENOENT; what `attach` throws.
  func cover(
    showing files: [GivenFile], owner: (user: UInt32, group: UInt32),
    attach: (GivenFile) throws(SystemError) -> Void
  ) throws(SystemError) {
    let opened = paths.filter { path in files.contains { $0.path.starts(with: path) } }
    try Self.cover(paths.filter { !opened.contains($0) })
    for path in opened where FileSystem.isDirectory(path) == true {
      try Mounts.mountTemporary(on: path, mode: "755", size: 64 << 10, owner: owner)
    }
    for file in files { try attach(file) }
  }

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

extension FilePath {
  /// The number of path components, for an absolute path without links.
  var depth: Int { string.utf8.reduce(0) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 } }
}
