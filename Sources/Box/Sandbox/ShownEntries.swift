internal import Linux
internal import SystemPackage

/// The visible entries of a private directory that is the caller's working directory.
///
/// Each entry is mounted separately. The box cannot uncover the hidden ones, and the directory is
/// still the box's own, with room for temporary files.
struct ShownEntries {
  /// The maximum number of entries: mounting one takes about half a millisecond.
  private static let limit = 500

  let path: FilePath
  private let original: Mounts.Tree
  private let entries: [DirectoryEntry]

  /// Lists the entries of a directory before it is covered; nil if none is visible.
  ///
  /// - Parameters:
  ///   - directory: The directory.
  ///   - file: Its mount.
  ///   - others: Other private directories, whose paths are not entries of the host.
  init?(
    of directory: PrivateDirectory, _ file: GivenFile, besides others: [PrivateDirectory]
  ) {
    let covered = Set(others.map(\.path))
    let entries = Directories.describedEntries(directory.path).filter {
      directory.shows($0) && !covered.contains(directory.path.appending($0.name))
    }
    guard !entries.isEmpty else { return nil }
    path = directory.path
    self.entries = Array(entries.prefix(Self.limit))
    original = file.tree
  }

  /// Mounts the entries in the private directory, which must be empty.
  func attach() throws(SystemError) {
    // The mounts of the entries are copied from the one of the directory, with its attributes.
    let staging = path.appending(".sigbox")
    try Directories.make(staging)
    try Mounts.attach(original, on: staging)
    for entry in entries { try attach(entry, from: staging) }
    try Mounts.detach(staging)
    try Directories.removeEmpty(staging)
  }

  private func attach(_ entry: DirectoryEntry, from staging: FilePath) throws(SystemError) {
    let target = path.appending(entry.name)
    switch entry.kind {
    case .link(let destination): return try FileSystem.makeLink(target, to: destination)
    case .directory: try Directories.make(target)
    case .file: try FileSystem.makeFile(target)
    case .other: return
    }
    // An entry that was removed meanwhile, or cannot be mounted again, stays empty in the box. An entry
    // that was replaced by a link is not followed, because it could lead to a hidden entry.
    let original = staging.appending(entry.name)
    guard let tree = try? Mounts.copy(original, followingLink: false) else { return }
    try Mounts.attach(tree, on: target)
  }
}
