package import BoxProtocol
package import Linux
internal import SystemPackage

/// Turns new namespaces into a box: mounts, users, host name, loopback interface.
package struct Isolation {
  private let configuration: BoxConfiguration
  private let directory: WorkingDirectory
  private let privateDirectories: [PrivateDirectory]
  /// The user and group that own the box's own directories.
  private let owner: (user: UInt32, group: UInt32)
  private var given: GivenFiles
  private let hidden: HiddenPaths
  private let devices: Devices?
  private let root: GivenFile?

  /// Isolates the caller, the first process of its new namespaces.
  package static func apply(_ configuration: BoxConfiguration) throws(SystemError) {
    let directory = try WorkingDirectory(of: configuration)
    try Mounts.makePrivate()
    if configuration.isPrivileged {
      let isolation = try Isolation(configuration, directory, owner: (0, 0), idMap: nil)
      try isolation.makeMounts()
      return try isolation.finish()
    }
    try Mounts.mountProc(on: "/proc")
    let namespaces = try BoxNamespaces(configuration)
    var isolation = try Isolation(
      configuration, directory, owner: namespaces.root, idMap: namespaces.idMap)
    StandardPipes.give(
      (0...2).map { FileDescriptor(rawValue: $0) },
      to: namespaces.mapping.outside(configuration.user ?? (0, 0)))
    // The directories of a box are views already.
    if !configuration.isInner { try isolation.given.makeViews() }
    try isolation.makeMounts()
    // Making a network namespace takes as long as all of the above.
    try namespaces.join()
    try isolation.finish()
    try namespaces.enter()
  }

  /// The path of the directory that PID 1 starts in.
  static func directory(of configuration: BoxConfiguration) -> FilePath? {
    configuration.directory.map { FilePath($0) } ?? CurrentProcess.directory
  }

  static func privateDirectories(of configuration: BoxConfiguration) -> [PrivateDirectory] {
    let homes = configuration.isPrivileged ? [] : configuration.homes
    return PrivateDirectory.common + homes.map { PrivateDirectory(home: FilePath($0)) }
  }

  /// Opens everything of the host that the box will have, before it is covered.
  private init(
    _ configuration: BoxConfiguration, _ directory: WorkingDirectory,
    owner: (user: UInt32, group: UInt32), idMap: FileDescriptor?
  ) throws(SystemError) {
    self.configuration = configuration
    self.directory = directory
    self.owner = owner
    let usual = Self.privateDirectories(of: configuration)
    privateDirectories =
      idMap == nil ? usual : usual + Self.closed(on: configuration, besides: usual)
    hidden = HiddenPaths(of: configuration)
    given = try GivenFiles(
      configuration, from: directory, besides: privateDirectories, hidden, idMap: idMap)
    devices = configuration.isPrivileged ? nil : Devices.copied
    root = try configuration.root.map { path throws(SystemError) in
      try Self.root(FilePath(path), configuration, idMap: idMap)
    }
  }

  /// The directories on the way to given ones that other users cannot enter.
  private static func closed(
    on configuration: BoxConfiguration, besides others: [PrivateDirectory]
  ) -> [PrivateDirectory] {
    guard configuration.root == nil else { return [] }
    var closed: [PrivateDirectory] = []
    for path in configuration.visiblePaths {
      guard let directory = PrivateDirectory(closedOnTheWayTo: path),
        !(others + closed).contains(where: { directory.path.starts(with: $0.path) })
      else { continue }
      closed.append(directory)
    }
    return closed
  }

  /// Opens another root directory, and makes the mount points that every box needs.
  private static func root(
    _ path: FilePath, _ configuration: BoxConfiguration, idMap: FileDescriptor?
  ) throws(SystemError) -> GivenFile {
    try naming("use the root directory") { () throws(SystemError) in
      guard FileSystem.isDirectory(path) == true else {
        throw SystemError("use", .notDirectory, subject: path.string)
      }
      for name in ["proc", "dev", "tmp", "run"] {
        let point = path.appending(name)
        do throws(SystemError) {
          // A link at the end is not followed.
          try Directories.make(point)
        } catch let error where error.errno == .fileExists {
          guard DirectoryEntry(point)?.kind == .directory else {
            throw SystemError("use", .notDirectory, subject: point.string)
          }
        }
      }
      return try GivenFile(
        path, as: "/", configuration.attributes(isReadOnly: !configuration.writable), idMap: idMap)
    }
  }

  /// Makes the mounts that depend on no other namespace.
  private func makeMounts() throws(SystemError) {
    // The entries of private directories are listed before these are covered.
    let shown = given.entered.compactMap { file in
      privateDirectories.first { $0.path == file.path }.flatMap {
        ShownEntries(of: $0, file, besides: privateDirectories)
      }
    }
    try makeRoot()
    try devices?.mount(owner: owner)
    try attach(shown)
  }

  /// Makes what belongs to the namespaces of the box, and hides what is left.
  private func finish() throws(SystemError) {
    if !configuration.isPrivileged {
      if configuration.root == nil, configuration.ownNetwork { try SystemDirectory.mount() }
      try hidden.cover(showing: given.uncovered, owner: owner, attach: attach)
    }
    given.report()
    try settle()
  }

  /// Makes the root and /proc of the box.
  private func makeRoot() throws(SystemError) {
    let isPrivileged = configuration.isPrivileged
    if let root, let path = configuration.root.map({ FilePath($0) }) {
      let proc = isPrivileged ? nil : try Mounts.copy("/proc")
      try Mounts.attach(root.tree, on: path)
      // Without privileges this is allowed only while another /proc is visible.
      if isPrivileged { try Mounts.mountProc(on: path.appending("proc")) }
      try Mounts.changeRoot(to: path)
      if let proc { try Mounts.attach(proc, on: "/proc") }
    } else {
      if isPrivileged { try Mounts.mountProc(on: "/proc") }
      let attributes = configuration.attributes(isReadOnly: !configuration.writable)
      if configuration.mayNest { try Mounts.detach("/proc") }
      if !attributes.isEmpty { try Mounts.set(attributes, on: "/") }
      if configuration.mayNest { try Mounts.mountProc(on: "/proc") }
    }
    // In a user namespace the kernel allows a new /proc only while all of another one can be seen and
    // written. Its files belong to the host's root.
    if !isPrivileged, !configuration.mayNest { try Mounts.set(.readOnly, on: "/proc") }
  }

  /// Mounts private directories and given files, parents before children.
  private func attach(_ shown: [ShownEntries]) throws(SystemError) {
    let directories = privateDirectories.filter { FileSystem.isDirectory($0.path) == true }
    let deepest = (directories.map(\.path) + given.attached.map(\.path)).reduce(0) {
      max($0, $1.depth)
    }
    for depth in 0...deepest {
      for directory in directories where directory.path.depth == depth {
        let path = directory.path
        // It may be inside another one, which is empty now.
        if FileSystem.isDirectory(path) == nil { try FileSystem.makeDirectories(path) }
        try Mounts.mountTemporary(
          on: path, mode: directory.mode, size: min(directory.size, configuration.memory ?? .max),
          owner: owner)
        for entries in shown where entries.path == path { try entries.attach() }
      }
      for file in given.attached where file.path.depth == depth { try attach(file) }
    }
  }

  private func attach(_ file: GivenFile) throws(SystemError) {
    if FileSystem.isDirectory(file.path) == nil {
      try naming("make the mount point") { () throws(SystemError) in
        try FileSystem.makeDirectories(
          file.isDirectory ? file.path : file.path.removingLastComponent())
        if !file.isDirectory { try FileSystem.makeFile(file.path) }
      }
    } else if file.path == file.source {
      // The path does not lead through links, unless somebody has changed it meanwhile.
      let place = try Mounts.place(file.path)
      return try Mounts.attach(file.tree, on: place.descriptor, named: file.path)
    }
    try Mounts.attach(file.tree, on: file.path)
  }

  private func settle() throws(SystemError) {
    if let path = configuration.directory.map({ FilePath($0) }) {
      try naming("start in") { () throws(SystemError) in try CurrentProcess.change(to: path) }
    } else {
      try enterWorkingDirectory()
    }
    try CurrentNamespaces.setHostName(configuration.hostName)
    if configuration.ownNetwork { try CurrentNamespaces.raiseLoopback() }
  }

  /// Starts in the caller's directory if the box has it, otherwise in the root.
  private func enterWorkingDirectory() throws(SystemError) {
    guard let path = directory.path else { return try CurrentProcess.change(to: "/") }
    let isGiven = given.all.contains { $0.path == path }
    if let place = try? Mounts.place(path), isGiven || directory.isSame(as: place.descriptor) {
      return try CurrentProcess.change(to: place.descriptor, named: path)
    }
    try CurrentProcess.change(to: "/")
  }
}
