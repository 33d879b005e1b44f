internal import Glibc
package import SystemPackage

/// Notices when a file is saved: inotify(7).
///
/// Editors write a new file and give it the old one's name, so the directory is watched.
package final class FileWatch: Sendable {
  private let owner: OwnedDescriptor
  /// Readable when something in the directory has changed; valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }
  private let name: String
  /// How names end that count as well; nil if none.
  private let suffix: String?

  /// Begins to watch.
  ///
  /// Directories that are made later are not watched.
  ///
  /// - Parameters:
  ///   - path: The file, which need not exist; its directory must.
  ///   - suffix: How the names of further files end, in the file's directory and in those below it
  ///     that have such files, three levels down; nil if none.
  /// - Throws: ENOENT, EACCES, EMFILE, and ENOSPC when a user watches too much.
  package init(_ path: FilePath, alsoWith suffix: String? = nil) throws(SystemError) {
    let directory = path.removingLastComponent()
    let place = directory.isEmpty ? "." : directory.string
    name = path.lastComponent?.string ?? ""
    self.suffix = suffix
    let below = suffix.map { Self.directories(below: place, with: $0, levels: 3) } ?? []
    owner = try Self.watch([place] + below)
  }

  private static func watch(_ places: [String]) throws(SystemError) -> OwnedDescriptor {
    let number = try checkedErrno("watch", "files") { inotify_init1(Int32(O_CLOEXEC | O_NONBLOCK)) }
    let owner = OwnedDescriptor(owning: FileDescriptor(rawValue: number))
    for place in places {
      let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)
      try checkedErrno("watch", place) { inotify_add_watch(number, place, events) }
    }
    return owner
  }

  /// The directories that have files with a suffix; hidden ones are skipped.
  private static func directories(
    below place: String, with suffix: String, levels: Int
  ) -> [String] {
    guard levels > 0 else { return [] }
    return Directories.entries(FilePath(place)).filter { !$0.hasPrefix(".") }.flatMap { entry in
      let path = "\(place)/\(entry)"
      guard FileSystem.isDirectory(FilePath(path)) == true else { return [String]() }
      let hasFiles = Directories.entries(FilePath(path)).contains { $0.hasSuffix(suffix) }
      return (hasFiles ? [path] : []) + directories(below: path, with: suffix, levels: levels - 1)
    }
  }

  /// Whether the file, or one with the suffix, was saved since the last call.
  package func wasSaved() throws(SystemError) -> Bool {
    var wasSaved = false
    while let bytes = Descriptors.readUntilEnd(descriptor), !bytes.isEmpty {
      // struct inotify_event: four numbers of 32 bits, the last is the length of the name after it.
      var place = 0
      while place + 16 <= bytes.count {
        let length = bytes[place + 12..<place + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
        let end = min(place + 16 + length, bytes.count)
        let name = bytes[place + 16..<end].prefix { $0 != 0 }
        let saved = String(decoding: name, as: UTF8.self)
        if saved == self.name || suffix.map(saved.hasSuffix) == true { wasSaved = true }
        place += 16 + length
      }
    }
    return wasSaved
  }
}
