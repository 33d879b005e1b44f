internal import Glibc
package import SystemPackage

/// A name in a directory, and what it stands for: lstat(2).
package struct DirectoryEntry: Sendable {
  /// What an entry is.
  package enum Kind: Sendable, Equatable {
    case file
    case directory
    /// A symbolic link, and what it holds.
    case link(String)
    /// A socket, a named pipe or a device.
    case other
  }

  /// The name.
  package let name: String
  /// What it is.
  package let kind: Kind
  /// Whether it belongs to the caller.
  package let isOwn: Bool
  /// Whether everybody may read it, and enter it if it is a directory.
  package let isPublic: Bool

  /// Describes an entry.
  package init(name: String, kind: Kind, isOwn: Bool, isPublic: Bool) {
    self.name = name
    self.kind = kind
    self.isOwn = isOwn
    self.isPublic = isPublic
  }

  /// Looks at a path; nil if there is nothing.
  package init?(_ path: FilePath) {
    var information = stat()
    guard let name = path.lastComponent?.string, lstat(path.string, &information) == 0 else {
      return nil
    }
    self.name = name
    switch information.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = FileSystem.link(path.string).map { .link($0) } ?? .other
    default: kind = .other
    }
    isOwn = information.st_uid == geteuid()
    let needed: mode_t = kind == .directory ? 0o005 : 0o004
    isPublic = information.st_mode & needed == needed
  }
}

extension Directories {
  /// The entries of a directory, in the order of their names; none if it cannot be read.
  package static func describedEntries(_ path: FilePath) -> [DirectoryEntry] {
    entries(path).compactMap { DirectoryEntry(path.appending($0)) }
  }
}
