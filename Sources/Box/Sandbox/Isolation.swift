package import BoxProtocol
package import Linux
internal import SystemPackage

/// What makes the new namespaces a box: mounts, host name, loopback.
package enum Isolation {
  private static let maskedProc: [FilePath] = [
    "/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats",
    "/proc/acpi", "/proc/scsi",
  ]

  /// Makes the box around the caller, the first process in its namespaces.
  package static func apply(_ configuration: BoxConfiguration) throws(SystemError) {
    let directory = directory(of: configuration)
    let isStrict = configuration.isStrict
    let places = places(of: configuration)

    try Mounts.makePrivate()
    let shown = shownEntries(configuration, of: places)
    var visible = try copyVisible(configuration, under: places)
    for bind in configuration.binds { visible.append(try copy(bind)) }
    let devices = isStrict ? Devices.copied : nil
    if let root = configuration.root {
      try changeRoot(
        to: FilePath(root), isReadOnly: !configuration.writable, isStrict: isStrict)
    } else {
      if !configuration.writable { try Mounts.makeReadOnly("/") }
      try Mounts.mountProc(on: "/proc", isReadOnly: isStrict)
    }
    if let devices { try devices.mount() }
    try mount(places.filter { FileSystem.isDirectory($0.path) == true }, shown, visible)
    if isStrict { try mask(configuration.masked.map { FilePath($0) } + maskedProc) }
    try settle(configuration, in: directory)
  }

  /// The directory that PID 1 starts in.
  static func directory(of configuration: BoxConfiguration) -> FilePath? {
    configuration.directory.map { FilePath($0) } ?? CurrentProcess.directory
  }

  /// The directories that the box has to itself.
  static func places(of configuration: BoxConfiguration) -> [PrivatePlace] {
    let homes = configuration.isStrict ? configuration.homes : []
    return PrivatePlace.usual + homes.map { PrivatePlace(home: FilePath($0)) }
  }

  private static func settle(
    _ configuration: BoxConfiguration, in directory: FilePath?
  ) throws(SystemError) {
    // By its name again: the directory itself may now be covered.
    if let directory, configuration.directory != nil || FileSystem.isDirectory(directory) == true {
      try advising("--workdir takes a directory of the box") { () throws(SystemError) in
        try CurrentProcess.change(to: directory)
      }
    } else if configuration.root != nil {
      try CurrentProcess.change(to: "/")
    }
    try CurrentNamespaces.setHostName(configuration.hostName)
    if configuration.ownNetwork { try CurrentNamespaces.raiseLoopback() }
  }

  private static func changeRoot(
    to root: FilePath, isReadOnly: Bool, isStrict: Bool
  ) throws(SystemError) {
    guard FileSystem.isDirectory(root) == true else {
      throw SystemError("use", .notDirectory, subject: root.string, remedy: "--rootfs DIRECTORY")
    }
    // A root must be a mount point, and have the places of the box's own mounts.
    try Mounts.attach(try Mounts.copy(root), on: root)
    for place in ["proc", "dev", "tmp", "run"] {
      try FileSystem.makeDirectories(root.appending(place))
    }
    if isReadOnly { try Mounts.makeReadOnly(root) }
    // Without privileges only while another one is in sight.
    try Mounts.mountProc(on: root.appending("proc"), isReadOnly: isStrict)
    try Mounts.changeRoot(to: root)
  }

  /// A tree that is mounted in the box.
  private struct Visible {
    let path: FilePath
    let isDirectory: Bool
    let tree: Mounts.Tree
    var isReadOnly = false
  }

  /// Takes hold of those private places whose entries stay visible, each by its path.
  private static func shownEntries(
    _ configuration: BoxConfiguration, of places: [PrivatePlace]
  ) -> [FilePath: ShownEntries] {
    var shown: [FilePath: ShownEntries] = [:]
    // Another root has a /tmp and homes that have nothing to do with the host's.
    guard configuration.root == nil else { return shown }
    for place in places where configuration.visiblePaths.contains(place.path.string) {
      shown[place.path] = ShownEntries(
        of: place, besides: places, isReadOnly: !configuration.writable)
    }
    return shown
  }

  /// Takes hold of what the private places will cover.
  private static func copyVisible(
    _ configuration: BoxConfiguration, under places: [PrivatePlace]
  ) throws(SystemError) -> [Visible] {
    var visible: [Visible] = []
    for path in configuration.visiblePaths.map({ FilePath($0) })
    where places.contains(where: { path.starts(with: $0.path) })
      && !places.contains(where: { $0.path == path })
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
      throw SystemError(
        "bind", .noSuchFileOrDirectory, subject: bind.source, remedy: "--bind SRC[:DST][:ro]")
    }
    return Visible(
      path: FilePath(bind.destination), isDirectory: isDirectory, tree: try Mounts.copy(source),
      isReadOnly: bind.isReadOnly)
  }

  /// Mounts what is the box's own and what stays visible, each above what it is in.
  private static func mount(
    _ places: [PrivatePlace], _ shown: [FilePath: ShownEntries], _ visible: [Visible]
  ) throws(SystemError) {
    let deepest = max(
      places.reduce(0) { max($0, $1.path.depth) }, visible.reduce(0) { max($0, $1.path.depth) })
    for depth in 0...deepest {
      for place in places where place.path.depth == depth {
        // It may be in another that is empty now.
        if FileSystem.isDirectory(place.path) == nil { try FileSystem.makeDirectories(place.path) }
        try Mounts.mountTemporary(on: place.path, mode: place.mode, size: place.size)
        try shown[place.path]?.attach()
      }
      for item in visible where item.path.depth == depth { try attach(item) }
    }
  }

  private static func attach(_ item: Visible) throws(SystemError) {
    if FileSystem.isDirectory(item.path) == nil {
      try advising("bind to what is there, or below /tmp") { () throws(SystemError) in
        try FileSystem.makeDirectories(
          item.isDirectory ? item.path : item.path.removingLastComponent())
        if !item.isDirectory { try FileSystem.makeFile(item.path) }
      }
    }
    try Mounts.attach(item.tree, on: item.path, isReadOnly: item.isReadOnly)
  }

  /// Covers what is there with nothing: a file with /dev/null, which is read-only, and directories
  /// with one that is empty.
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
  /// How many directories it is below the root, for a path without links.
  fileprivate var depth: Int { string.utf8.reduce(0) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 } }
}
