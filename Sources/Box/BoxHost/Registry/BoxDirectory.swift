internal import Linux
internal import SystemPackage

/// The open directory with the files of one named box.
package final class BoxDirectory: Sendable {
  let name: FileName
  let files: DirectoryDescriptor
  let registry: BoxRegistry

  /// Opens the directory.
  ///
  /// - Throws: ENOENT; ENOTDIR for a link, too.
  init(_ name: FileName, in registry: BoxRegistry) throws(SystemError) {
    self.name = name
    self.registry = registry
    files = try registry.files.directory(name)
  }

  /// A name of a file in the directory.
  enum Name {
    /// An empty file: sigbox made the directory.
    static let marker: FileName = "made-by-sigbox"
    /// Locked by the monitor while it lives; holds the end of the box.
    static let lock: FileName = "lock"
    static let record: FileName = "record"
    static let log: FileName = "log"
    static let oldLog: FileName = "log.1"
    static let input: FileName = "input"

    /// The names in the order in which the files are removed: the marker goes last.
    static let all = [record, log, oldLog, input, lock, marker]

    /// Whether sigbox makes files of that name.
    static func isKnown(_ name: FileName) -> Bool {
      all.contains(name) || DirectoryDescriptor.isTemporary(name)
        // What older versions wrote a record to.
        || name.text.hasPrefix(".record.") && Int32(name.text.dropFirst(8)) != nil
    }
  }

  /// Opens the lock file.
  ///
  /// - Throws: ENOENT, and what a link, pipe, device or directory in its place is refused with.
  func openLock() throws(SystemError) -> FileLock { FileLock(owning: try files.open(Name.lock)) }

  func write(_ record: BoxRecord) throws(SystemError) {
    try files.replace(Name.record, with: record.json)
  }

  /// Removes the directory and its files.
  ///
  /// - Throws: ENOTEMPTY if sigbox did not make one of the files: nothing is removed then.
  func remove() throws(SystemError) {
    let names = try files.names()
    if let foreign = names.first(where: { !Name.isKnown($0) }) {
      throw SystemError(
        "remove", .directoryNotEmpty, subject: files.path,
        remedy: "'\(foreign.text)' in it was not made by sigbox: move it away")
    }
    // Another directory may have the name by now.
    guard hasItsName else { return }
    // The box disappears from the registry at once. With a full disk, it goes file by file.
    let hidden = DirectoryDescriptor.temporaryName()
    let isHidden = (try? registry.files.rename(name, to: hidden)) != nil
    try Self.remove(names, of: files)
    try registry.files.removeDirectory(isHidden ? hidden : name)
  }

  /// Whether the directory still has its name in the registry: a monitor removes it without a lock.
  var hasItsName: Bool {
    guard let named = try? registry.files.status(of: name), let own = try? files.status() else {
      return false
    }
    return (named.deviceID, named.inode) == (own.deviceID, own.inode)
  }

  /// Removes files of known names, and empty directories in their places.
  static func remove(
    _ names: [FileName], of files: borrowing DirectoryDescriptor
  ) throws(SystemError) {
    let others = names.filter { !Name.all.contains($0) }
    for name in others + Name.all where names.contains(name) {
      do throws(SystemError) {
        try files.remove(name)
      } catch let error where error.errno == .isDirectory {
        try files.removeDirectory(name)
      } catch let error where error.errno == .noSuchFileOrDirectory {
      }
    }
  }
}
