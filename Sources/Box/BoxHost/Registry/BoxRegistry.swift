internal import Sandbox
internal import SignalModel
package import Linux
internal import SystemPackage

/// The named boxes of this user, in a directory that only the user may enter.
///
/// Each box has a directory with a record, a log and a lock file. The box's monitor holds the lock
/// until it exits. If the lock is free and the record says that the box runs, the monitor was killed,
/// and the box with it. The next access cleans up, under the registry's own lock.
package struct BoxRegistry: Sendable {
  private let path: FilePath

  /// Opens the registry, and makes its directory if there is none.
  ///
  /// - Throws: EPERM if the directory belongs to another user; EACCES, ENOENT.
  package init() throws(SystemError) {
    path = RuntimeDirectory.path
    try Directories.makePrivate(path)
  }

  /// Whether a text can be a name: a letter or digit, then letters, digits and `_.-`, 64 at most.
  package static func isName(_ text: String) -> Bool {
    let others: Set<Character> = ["_", ".", "-"]
    func isPlain(_ letter: Character) -> Bool {
      letter.isASCII && (letter.isLetter || letter.isNumber)
    }
    return (1...64).contains(text.count) && text.first.map(isPlain) == true
      && text.allSatisfy { isPlain($0) || others.contains($0) }
  }

  /// Reserves a free name.
  ///
  /// - Throws: EEXIST if a box has the name, running or ended.
  package func claim(_ name: String) throws(SystemError) -> NameReservation {
    try exclusively { () throws(SystemError) in
      let directory = BoxDirectory(path.appending(name))
      _ = try? readOrCleanUp(directory)
      do throws(SystemError) {
        try Directories.make(directory.path, mode: 0o700)
      } catch let error where error.errno == .fileExists {
        throw SystemError("name the box", .fileExists, subject: name)
      }
      let lock = try FileLock(directory.lock)
      _ = lock.tryLock(.exclusive)
      return NameReservation(directory: directory, lock: lock)
    }
  }

  /// The records of all boxes, running and ended, sorted by name.
  ///
  /// - Throws: ENOLCK, EACCES.
  package func records() throws(SystemError) -> [BoxRecord] {
    try exclusively { () throws(SystemError) in
      var records: [BoxRecord] = []
      for name in Directories.entries(path) where Self.isName(name) {
        if let record = try readOrCleanUp(BoxDirectory(path.appending(name))) {
          records.append(record)
        }
      }
      return records
    }
  }

  /// The record of a box.
  ///
  /// - Throws: ENOENT if there is no such box.
  package func record(_ name: String) throws(SystemError) -> BoxRecord {
    guard let found = try find(name) else { throw missing(name) }
    return found
  }

  /// The record of a box; nil if there is no such box.
  ///
  /// - Throws: ENOLCK, EACCES.
  package func find(_ name: String) throws(SystemError) -> BoxRecord? {
    guard Self.isName(name) else { return nil }
    return try exclusively { () throws(SystemError) in
      try readOrCleanUp(BoxDirectory(path.appending(name)))
    }
  }

  /// The files of a box, which need not exist.
  ///
  /// - Throws: ENOENT if no box can have the name.
  package func directory(_ name: String) throws(SystemError) -> BoxDirectory {
    guard Self.isName(name) else { throw missing(name) }
    return BoxDirectory(path.appending(name))
  }

  /// Removes the files of a box that has ended.
  ///
  /// - Throws: EBUSY if the box is running.
  package func remove(_ name: String) throws(SystemError) {
    let directory = try directory(name)
    try exclusively { () throws(SystemError) in
      guard let record = try readOrCleanUp(directory) else { throw missing(name) }
      guard record.end != nil else {
        throw SystemError("remove the box", .resourceBusy, subject: name)
      }
      Directories.remove(directory.path)
    }
  }

  /// Reads a record, or removes what a killed monitor left; nil if there is no box.
  private func readOrCleanUp(_ directory: BoxDirectory) throws(SystemError) -> BoxRecord? {
    guard let lock = try? FileLock(directory.lock, creating: false) else {
      Directories.remove(directory.path)
      return nil
    }
    let hasMonitor = !lock.tryLock(.shared)
    let record = directory.read()
    if hasMonitor || record?.end != nil { return record }
    if let record {
      RunningBox(record)?.endAndWait()
      ControlGroup(existing: record.groups).remove()
    }
    Directories.remove(directory.path)
    return nil
  }

  private func missing(_ name: String) -> SystemError {
    let near = Suggestion.nearest(
      to: name, among: Directories.entries(path).filter(Self.isName))
    return SystemError(
      "find the box", .noSuchFileOrDirectory, subject: name,
      remedy: near.map { "did you mean '\($0)'?" } ?? "")
  }

  private func exclusively<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let lock = try FileLock(path.appending(".lock"))
    try lock.lock(.exclusive)
    return try body()
  }
}
