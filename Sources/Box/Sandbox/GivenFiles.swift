internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// All files and directories of the host that the user gives to a box.
///
/// They are opened and copied before any mount of the box is made.
struct GivenFiles {
  /// What is attached at its path, parents first.
  private(set) var attached: [GivenFile] = []
  /// The private directories whose entries are shown, such as a home directory.
  private(set) var entered: [GivenFile] = []
  /// What is attached below hidden paths, after these are covered.
  private(set) var uncovered: [GivenFile] = []
  var all: [GivenFile] { attached + entered + uncovered }

  /// Directories of the system that are never given, so that their private files stay private.
  private static let system = [
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run",
    "/sbin",
    "/sys", "/usr",
  ]
  /// Directories of the system whose entries may be given.
  private static let shared = [
    "/", "/home", "/media", "/mnt", "/opt", "/root", "/srv", "/tmp", "/var", "/var/lib", "/var/log",
    "/var/tmp",
  ]

  /// Opens the files.
  ///
  /// - Throws: ELOOP if a link has taken the place of a directory, ESTALE if another directory has; for a
  ///   file of --bind ENOENT and EACCES as well.
  init(
    _ configuration: BoxConfiguration, from directory: WorkingDirectory,
    besides privateDirectories: [PrivateDirectory], _ hidden: HiddenPaths,
    idMap: FileDescriptor?
  ) throws(SystemError) {
    let covers = privateDirectories.map(\.path.string)
    // Parents first.
    for name in configuration.visiblePaths.sorted() {
      let isPrivate = covers.contains(name)
      let cover = covers.count { name.isBelow($0) }
      // It is given with a parent, unless something covers it there.
      let isGiven = attached.contains { parent in
        let parent = parent.path.string
        return name.isBelow(parent) && cover == covers.count { parent.isBelow($0) }
      }
      guard !isGiven else { continue }
      guard cover > 0 || Self.isGivable(name) && !configuration.isPrivileged else { continue }
      // Another root has its own files in every other place.
      guard configuration.root == nil || cover > 0 && !isPrivate else { continue }
      let path = FilePath(name)
      guard !hidden.cover(path), FileSystem.isDirectory(path) != nil else { continue }
      let file = try GivenFile(
        path, as: path, configuration.attributes(isReadOnly: !configuration.writable), idMap: idMap)
      if path == directory.path, !directory.isSame(as: file.tree.descriptor) {
        throw Self.moved(path)
      }
      if isPrivate { entered.append(file) } else { attached.append(file) }
    }
    for bind in configuration.binds {
      let file = try naming("bind") { () throws(SystemError) in
        try GivenFile(
          FilePath(bind.source), as: FilePath(bind.destination),
          configuration.attributes(isReadOnly: bind.isReadOnly), idMap: idMap)
      }
      if hidden.cover(file.path) {
        uncovered.append(file)
      } else {
        attached.append(file)
      }
    }
    attached += submounts(configuration, idMap)
  }

  static func moved(_ path: FilePath) -> SystemError {
    SystemError(
      "start in", .staleNFSFileHandle, subject: path.string,
      remedy: "another directory has taken its place: cd to it again")
  }

  private static func isGivable(_ path: String) -> Bool {
    !shared.contains(path) && !system.contains { path.isBelow($0) }
  }

  /// The mounts below directories of which only a view is shown, which does not contain them.
  private func submounts(
    _ configuration: BoxConfiguration, _ idMap: FileDescriptor?
  ) -> [GivenFile] {
    let viewed = attached.filter { $0.isDirectory && $0.isReadOnly && $0.path == $0.source }
    return viewed.flatMap { directory in
      MountPoints.below(directory.source).compactMap { path in
        try? GivenFile(path, as: path, configuration.attributes(isReadOnly: true), idMap: idMap)
      }
    }
  }

  /// Shows read-only directories through views.
  mutating func makeViews() throws(SystemError) {
    guard all.contains(where: { $0.isDirectory && $0.isReadOnly }) else { return }
    let views = try DirectoryViews()
    for index in attached.indices { attached[index] = try Self.shown(attached[index], views) }
    for index in entered.indices { entered[index] = try Self.shown(entered[index], views) }
    for index in uncovered.indices { uncovered[index] = try Self.shown(uncovered[index], views) }
  }

  private static func shown(
    _ file: GivenFile, _ views: borrowing DirectoryViews
  ) throws(SystemError) -> GivenFile {
    guard file.isDirectory, file.isReadOnly else { return file }
    return file.shown(by: try views.view(of: file.tree))
  }

  /// Reports on standard error which files the box may be unable to use.
  func report() {
    for note in all.compactMap(\.note) {
      try? FileContents.write("sigbox: \(ArgumentText.visible(note))\n", to: .standardError)
    }
  }
}

extension String {
  /// Whether a path is a directory or leads through it; both are absolute and without links.
  fileprivate func isBelow(_ directory: String) -> Bool {
    utf8.starts(with: directory.utf8)
      && (utf8.count == directory.utf8.count || directory == "/"
        || utf8.dropFirst(directory.utf8.count).first == UInt8(ascii: "/"))
  }
}

extension BoxConfiguration {
  /// The attributes of a mount of the host's files.
  func attributes(isReadOnly: Bool) -> Mounts.Attributes {
    var attributes: Mounts.Attributes = isPrivileged ? [] : [.noSetUser, .noDevices]
    if isReadOnly { attributes.insert(.readOnly) }
    return attributes
  }
}
