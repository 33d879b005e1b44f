internal import BoxProtocol
internal import SystemCalls
internal import SystemPackage

/// What makes the new namespaces a box: mounts, host name, loopback.
enum Isolation {
  /// Where the box has file systems of its own, in memory, with their modes.
  private static let privatePlaces: [(path: FilePath, mode: String)] = [
    ("/tmp", "1777"), ("/run", "755"), ("/dev/shm", "1777"),
  ]

  static func apply(_ configuration: BoxConfiguration) throws(SystemError) {
    let directory = Host.directory
    try Mounts.makePrivate()
    if !configuration.writable { try Mounts.makeReadOnly() }
    let visible = try copyVisible(configuration.visiblePaths.map { FilePath($0) })
    for place in privatePlaces where Host.isDirectory(place.path) == true {
      try Mounts.mountTemporary(on: place.path, mode: place.mode)
    }
    try Mounts.mountProc()
    try attach(visible)
    // By its name again: the directory itself may now be covered.
    if let directory, Host.isDirectory(directory) == true { try Host.change(to: directory) }
    try Host.setName(configuration.hostName)
    if configuration.ownNetwork { try Host.raiseLoopback() }
  }

  private typealias VisiblePath = (path: FilePath, isDirectory: Bool, tree: Mounts.Tree)

  /// Takes hold of what the private places will cover.
  private static func copyVisible(_ paths: [FilePath]) throws(SystemError) -> [VisiblePath] {
    var visible: [VisiblePath] = []
    for path in paths where privatePlaces.contains(where: { path.starts(with: $0.path) }) {
      guard let isDirectory = Host.isDirectory(path) else { continue }
      visible.append((path, isDirectory, try Mounts.copy(path)))
    }
    return visible
  }

  private static func attach(_ visible: [VisiblePath]) throws(SystemError) {
    for item in visible {
      if item.isDirectory {
        try Host.makeDirectories(item.path)
      } else if Host.isDirectory(item.path) == nil {
        try Host.makeDirectories(item.path.removingLastComponent())
        try Host.makeFile(item.path)
      } else {
        continue
      }
      try Mounts.attach(item.tree, on: item.path)
    }
  }
}
