internal import Linux
internal import SystemPackage

/// What stays visible of a directory of the host in which the caller stands, where the box has its
/// own.
///
/// Each entry is mounted by itself: what a box cannot see it cannot uncover, and the directory is
/// the box's own still, with room for temporary files.
struct ShownEntries {
  /// How many entries are mounted at most: each takes the kernel about half a millisecond.
  private static let limit = 500

  private let place: FilePath
  private let original: Mounts.Tree
  private let entries: [DirectoryEntry]
  private let isReadOnly: Bool

  /// Takes hold of the directory before it is covered; nil if it shows nothing, or cannot be mounted
  /// again.
  ///
  /// - Parameters:
  ///   - place: The directory.
  ///   - others: Places of the box's own, which are no entries of the host's.
  ///   - isReadOnly: Whether the entries cannot be written.
  init?(
    of place: PrivatePlace, besides others: [PrivatePlace], isReadOnly: Bool
  ) {
    let covered = Set(others.map(\.path))
    let entries = Directories.describedEntries(place.path).filter {
      place.shows($0) && !covered.contains(place.path.appending($0.name))
    }
    guard !entries.isEmpty, let original = try? Mounts.copy(place.path) else { return nil }
    self.place = place.path
    self.entries = Array(entries.prefix(Self.limit))
    self.isReadOnly = isReadOnly
    self.original = original
  }

  /// Shows the entries in the box's own directory, which must be empty.
  func attach() throws(SystemError) {
    // The copy is one mount, from which those of the entries are taken, and their mode with it.
    let staging = place.appending(".sigbox")
    try Directories.make(staging)
    try Mounts.attach(original, on: staging, isReadOnly: isReadOnly)
    for entry in entries { try attach(entry, from: staging) }
    try Mounts.detach(staging)
    try Directories.removeEmpty(staging)
  }

  private func attach(_ entry: DirectoryEntry, from staging: FilePath) throws(SystemError) {
    let path = place.appending(entry.name)
    switch entry.kind {
    case .link(let target): return try FileSystem.makeLink(path, to: target)
    case .directory: try Directories.make(path)
    case .file: try FileSystem.makeFile(path)
    case .other: return
    }
    // One that has gone since, or cannot be mounted twice, is empty in the box. One that has become
    // a link since is not followed: it could lead to an entry that stays hidden.
    let original = staging.appending(entry.name)
    guard let tree = try? Mounts.copy(original, followingLink: false) else { return }
    try Mounts.attach(tree, on: path)
  }
}
