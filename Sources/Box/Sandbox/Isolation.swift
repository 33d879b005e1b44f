package import BoxProtocol
package import Linux
internal import SystemPackage

/// Turns new namespaces into a box: mounts, host name, loopback interface.
package enum Isolation {
  private static let maskedProc: [FilePath] = [
    "/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats",
    "/proc/acpi", "/proc/scsi",
  ]

  /// Isolates the caller, the first process of its new namespaces.
  package static func apply(_ configuration: BoxConfiguration) throws(SystemError) {
    let directory = directory(of: configuration)
    let isPrivileged = configuration.isPrivileged
    let privateDirectories = privateDirectories(of: configuration)

    try Mounts.makePrivate()
    let shown = shownEntries(configuration, of: privateDirectories)
    var visible = try copyVisible(configuration, under: privateDirectories)
    for bind in configuration.binds { visible.append(try copy(bind)) }
    let devices = isPrivileged ? nil : Devices.copied
    if let root = configuration.root {
      try changeRoot(
        to: FilePath(root), isReadOnly: !configuration.writable, isProcReadOnly: !isPrivileged)
    } else {
      if !configuration.writable { try Mounts.makeReadOnly("/") }
      try Mounts.mountProc(on: "/proc", isReadOnly: !isPrivileged)
    }
    if let devices { try devices.mount() }
    try mount(
      privateDirectories.filter { FileSystem.isDirectory($0.path) == true }, shown, visible)
    if !isPrivileged { try mask(configuration.masked.map { FilePath($0) } + maskedProc) }
    try settle(configuration, in: directory)
  }

  /// The directory that PID 1 starts in.
  static func directory(of configuration: BoxConfiguration) -> FilePath? {
    configuration.directory.map { FilePath($0) } ?? CurrentProcess.directory
  }

  static func privateDirectories(of configuration: BoxConfiguration) -> [PrivateDirectory] {
    let homes = configuration.isPrivileged ? [] : configuration.homes
    return PrivateDirectory.common + homes.map { PrivateDirectory(home: FilePath($0)) }
  }

  private static func settle(
    _ configuration: BoxConfiguration, in directory: FilePath?
  ) throws(SystemError) {
    // By its path, because the directory that the caller was in may be covered now.
    if let directory, configuration.directory != nil || FileSystem.isDirectory(directory) == true {
      try naming("start in") { () throws(SystemError) in
        try CurrentProcess.change(to: directory)
      }
    } else if configuration.root != nil {
      try CurrentProcess.change(to: "/")
    }
    try CurrentNamespaces.setHostName(configuration.hostName)
    if configuration.ownNetwork { try CurrentNamespaces.raiseLoopback() }
  }

  private static func changeRoot(
    to root: FilePath, isReadOnly: Bool, isProcReadOnly: Bool
  ) throws(SystemError) {
    guard FileSystem.isDirectory(root) == true else {
      throw SystemError("use the root directory", .notDirectory, subject: root.string)
    }
    // A root must be a mount point, and have directories for the box's own mounts.
    try Mounts.attach(try Mounts.copy(root), on: root)
    for name in ["proc", "dev", "tmp", "run"] {
      try FileSystem.makeDirectories(root.appending(name))
    }
    if isReadOnly { try Mounts.makeReadOnly(root) }
    // Without privileges this is allowed only while another /proc is visible.
    try Mounts.mountProc(on: root.appending("proc"), isReadOnly: isProcReadOnly)
    try Mounts.changeRoot(to: root)
  }

  /// A tree that is mounted in the box.
  private struct Visible {
    let path: FilePath
    let isDirectory: Bool
    let tree: Mounts.Tree
    var isReadOnly = false
  }

  /// Copies the mounts of the private directories whose entries stay visible; the keys are paths.
  private static func shownEntries(
    _ configuration: BoxConfiguration, of directories: [PrivateDirectory]
  ) -> [FilePath: ShownEntries] {
    var shown: [FilePath: ShownEntries] = [:]
    // The /tmp and homes of another root are not the host's.
    guard configuration.root == nil else { return shown }
    for directory in directories where configuration.visiblePaths.contains(directory.path.string) {
      shown[directory.path] = ShownEntries(
        of: directory, besides: directories, isReadOnly: !configuration.writable)
    }
    return shown
  }

  /// Copies the mounts of visible paths that the private directories will cover.
  private static func copyVisible(
    _ configuration: BoxConfiguration, under directories: [PrivateDirectory]
  ) throws(SystemError) -> [Visible] {
    var visible: [Visible] = []
    for path in configuration.visiblePaths.map({ FilePath($0) })
    where directories.contains(where: { path.starts(with: $0.path) })
      && !directories.contains(where: { $0.path == path })
    {
      guard let isDirectory = FileSystem.isDirectory(path) else { continue }
      visible.append(
        Visible(
          path: path, isDirectory: isDirectory, tree: try Mounts.copy(path),
          isReadOnly: !configuration.writable))
    }
    return visible
  }

  private static func copy(_ bind: BoxConfiguration.Bind) throws(SystemError) -> Visible {
    let source = FilePath(bind.source)
    guard let isDirectory = FileSystem.isDirectory(source) else {
      throw SystemError("bind", .noSuchFileOrDirectory, subject: bind.source)
    }
    return Visible(
      path: FilePath(bind.destination), isDirectory: isDirectory, tree: try Mounts.copy(source),
      isReadOnly: bind.isReadOnly)
  }

  /// Mounts private directories and visible paths, parents before children.
  private static func mount(
    _ directories: [PrivateDirectory], _ shown: [FilePath: ShownEntries], _ visible: [Visible]
  ) throws(SystemError) {
    let deepest = max(
      directories.reduce(0) { max($0, $1.path.depth) }, visible.reduce(0) { max($0, $1.path.depth) }
    )
    for depth in 0...deepest {
      for directory in directories where directory.path.depth == depth {
        let path = directory.path
        // It may be inside another one, which is empty now.
        if FileSystem.isDirectory(path) == nil { try FileSystem.makeDirectories(path) }
        try Mounts.mountTemporary(on: path, mode: directory.mode, size: directory.size)
        try shown[path]?.attach()
      }
      for item in visible where item.path.depth == depth { try attach(item) }
    }
  }

  private static func attach(_ item: Visible) throws(SystemError) {
    if FileSystem.isDirectory(item.path) == nil {
      try naming("make the mount point") { () throws(SystemError) in
        try FileSystem.makeDirectories(
          item.isDirectory ? item.path : item.path.removingLastComponent())
        if !item.isDirectory { try FileSystem.makeFile(item.path) }
      }
    }
    try Mounts.attach(item.tree, on: item.path, isReadOnly: item.isReadOnly)
  }

  /// Covers files with a read-only /dev/null, and directories with an empty one; skips missing paths.
  private static func mask(_ paths: [FilePath]) throws(SystemError) {
    var empty: FilePath?
    for path in paths {
      switch FileSystem.isDirectory(path) {
      case true?:
        if let empty {
          try Mounts.attach(try Mounts.copy(empty), on: path)
        } else {
          try Mounts.mountTemporary(on: path, mode: "000", size: "4k")
          try Mounts.makeReadOnly(path)
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
  fileprivate var depth: Int { string.utf8.reduce(0) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 } }
}
