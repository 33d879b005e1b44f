internal import Glibc
public import SystemPackage

/// Notices when a file is saved: inotify(7).
///
/// Editors write a new file and give it the old one's name, so the directory is watched.
public struct FileWatch: Sendable {
  /// Readable when something in the directory has changed.
  public let descriptor: FileDescriptor
  private let name: String

  /// Begins to watch.
  ///
  /// - Parameter path: The file, which need not exist; its directory must.
  /// - Throws: ENOENT, EACCES, EMFILE, and ENOSPC when a user watches too much.
  public init(_ path: FilePath) throws(SystemError) {
    let directory = path.removingLastComponent()
    let place = directory.isEmpty ? "." : directory.string
    name = path.lastComponent?.string ?? ""
    let number = try checkedErrno("watch", place) { inotify_init1(Int32(O_CLOEXEC | O_NONBLOCK)) }
    descriptor = FileDescriptor(rawValue: number)
    do {
      let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)
      try checkedErrno("watch", place) { inotify_add_watch(number, place, events) }
    } catch {
      close()
      throw error
    }
  }

  /// Whether the file was saved since the last call.
  public func wasSaved() throws(SystemError) -> Bool {
    var wasSaved = false
    while let bytes = Descriptors.readUntilEnd(descriptor), !bytes.isEmpty {
      // struct inotify_event: four numbers of 32 bits, the last the length of the name behind it.
      var place = 0
      while place + 16 <= bytes.count {
        let length = bytes[place + 12..<place + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
        let end = min(place + 16 + length, bytes.count)
        let name = bytes[place + 16..<end].prefix { $0 != 0 }
        if String(decoding: name, as: UTF8.self) == self.name { wasSaved = true }
        place += 16 + length
      }
    }
    return wasSaved
  }

  /// Ends it.
  public func close() { try? Descriptors.close(descriptor) }
}
