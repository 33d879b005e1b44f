internal import Linux
internal import SystemPackage

/// A file or directory of the host that the user gives to a box, as a detached mount.
struct GivenFile {
  /// The path on the host, without symbolic links.
  let source: FilePath
  /// The path in the box.
  let path: FilePath
  let isDirectory: Bool
  let isReadOnly: Bool
  /// The mount; with an ID map, if the file system supports that, the caller's files are the box's.
  let tree: Mounts.Tree
  /// Why the mount has no ID map, and the consequence; nil if the box can use the files.
  let note: String?

  /// Opens a file and copies its mount.
  ///
  /// - Parameters:
  ///   - source: The path on the host, without symbolic links.
  ///   - path: The path in the box.
  ///   - attributes: The attributes of the mount.
  ///   - idMap: The user namespace of the box; nil for the caller's own ids.
  /// - Throws: ENOENT, EACCES; ELOOP if a link has taken the place of a directory.
  init(
    _ source: FilePath, as path: FilePath, _ attributes: Mounts.Attributes, idMap: FileDescriptor?
  ) throws(SystemError) {
    let place = try Mounts.place(source)
    let status = try Files.status(of: place.descriptor)
    tree = try Mounts.copy(place.descriptor, named: source)
    (self.source, self.path) = (source, path)
    isReadOnly = attributes.contains(.readOnly)
    isDirectory = status.type == .directory
    do {
      try tree.set(attributes, mappingTo: idMap)
      note = nil
    } catch let error where idMap != nil {
      try tree.set(attributes)
      note = Self.note(on: source, status, isReadOnly: isReadOnly, error)
    }
  }

  private init(_ original: GivenFile, _ tree: Mounts.Tree) {
    (source, path) = (original.source, original.path)
    (isDirectory, isReadOnly) = (original.isDirectory, original.isReadOnly)
    (self.tree, note) = (tree, original.note)
  }

  /// The same directory, shown by another mount.
  func shown(by tree: Mounts.Tree) -> GivenFile { GivenFile(self, tree) }

  private static func note(
    on source: FilePath, _ status: Stat, isReadOnly: Bool, _ error: SystemError
  ) -> String? {
    let needed: FilePermissions =
      status.type == .directory ? [.otherRead, .otherExecute] : .otherRead
    guard !isReadOnly || !status.permissions.isSuperset(of: needed) else { return nil }
    return "the box uses '\(source)' with the permissions of other users: its file system cannot "
      + "map user ids (\(error.errno.symbol))"
  }
}
