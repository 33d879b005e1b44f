internal import Glibc
package import SystemPackage

/// A name in a directory and the kind of file: lstat(2).
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

  /// Looks at a path; nil if there is no file.
  package init?(_ path: FilePath) {
    guard let name = path.lastComponent?.string,
      let status = try? Stat(path, followTargetSymlink: false)
    else { return nil }
    self.name = name
    switch status.type {
    case .regular: kind = .file
    case .directory: kind = .directory
    case .symbolicLink: kind = FileSystem.link(path.string).map { .link($0) } ?? .other
    default: kind = .other
    }
    isOwn = status.userID.rawValue == geteuid()
    isPublic = status.permissions.contains(
      kind == .directory ? [.otherRead, .otherExecute] : .otherRead)
  }
}

extension Directories {
  /// The entries of a directory, in the order of their names; none if it cannot be read.
  package static func describedEntries(_ path: FilePath) -> [DirectoryEntry] {
    entries(path).compactMap { DirectoryEntry(path.appending($0)) }
  }
}
