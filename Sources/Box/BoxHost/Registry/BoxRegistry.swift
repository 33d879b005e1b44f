internal import Sandbox
package import SignalModel
package import Linux
internal import SystemPackage

/// The boxes of this user that have names, in a directory that nobody else may enter.
///
/// Each has a directory of its own with a record, a log and a lock. The box's monitor holds the lock
/// as long as it lives: a record that says running, and whose lock is free, is of a monitor that was
/// killed, and with it the box. Whoever finds that cleans up, under the lock of all.
package struct BoxRegistry: Sendable {
  private let directory: FilePath

  /// Opens the registry, and makes it if need be: below XDG_RUNTIME_DIR, else /run or /tmp.
  ///
  /// - Throws: EPERM where the directory is somebody else's; EACCES, ENOENT.
  package init() throws(SystemError) {
    directory = Self.directory
    try Directories.makePrivate(directory)
  }

  /// Where the registry is, nil where there is none yet.
  package static var place: String? {
    FileSystem.isDirectory(directory) == true ? directory.string : nil
  }

  private static var directory: FilePath {
    if let runtime = Environment.value("XDG_RUNTIME_DIR"), runtime.hasPrefix("/") {
      return FilePath(runtime).appending("sigbox")
    }
    let user = CurrentProcess.user.user
    return FilePath(user == 0 ? "/run/sigbox" : "/tmp/sigbox-\(user)")
  }

  /// Whether a text can be a name: letters, digits and `_.-` behind the first, 64 at most.
  package static func isName(_ text: String) -> Bool {
    let others: Set<Character> = ["_", ".", "-"]
    func isPlain(_ letter: Character) -> Bool {
      letter.isASCII && (letter.isLetter || letter.isNumber)
    }
    return (1...64).contains(text.count) && text.first.map(isPlain) == true
      && text.allSatisfy { isPlain($0) || others.contains($0) }
  }

  /// Takes a name that nobody has.
  ///
  /// - Throws: EEXIST for one that a box has, running or ended.
  package func claim(_ name: String) throws(SystemError) -> NameReservation {
    try exclusively { () throws(SystemError) in
      let place = BoxDirectory(directory.appending(name))
      _ = try? look(at: place)
      do throws(SystemError) {
        try Directories.make(place.directory, mode: 0o700)
      } catch let error where error.errno == .fileExists {
        throw SystemError(
          "name the box", .fileExists, subject: name,
          remedy: "a box has that name: sigbox rm -f \(name), or choose another")
      }
      let lock = try FileLock(place.lock)
      _ = lock.tryLock(.exclusive)
      return NameReservation(place: place, lock: lock)
    }
  }

  /// The records of all boxes, running and ended, by name; what is stale is cleaned up first.
  ///
  /// - Throws: ENOLCK, EACCES.
  package func records() throws(SystemError) -> [BoxRecord] {
    try exclusively { () throws(SystemError) in
      var records: [BoxRecord] = []
      for name in Directories.entries(directory) where Self.isName(name) {
        if let record = try look(at: BoxDirectory(directory.appending(name))) {
          records.append(record)
        }
      }
      return records
    }
  }

  /// The record of a box.
  ///
  /// - Throws: ENOENT where there is no such box.
  package func record(_ name: String) throws(SystemError) -> BoxRecord {
    guard let found = try find(name) else { throw missing(name) }
    return found
  }

  /// The record of a box, nil where there is none.
  ///
  /// - Throws: ENOLCK, EACCES.
  package func find(_ name: String) throws(SystemError) -> BoxRecord? {
    guard Self.isName(name) else { return nil }
    return try exclusively { () throws(SystemError) in
      try look(at: BoxDirectory(directory.appending(name)))
    }
  }

  /// Where the files of a box are.
  ///
  /// - Throws: ENOENT for a name that no box can have.
  package func place(_ name: String) throws(SystemError) -> BoxDirectory {
    guard Self.isName(name) else { throw missing(name) }
    return BoxDirectory(directory.appending(name))
  }

  /// Forgets a box that has ended.
  ///
  /// - Throws: EBUSY for one that runs.
  package func remove(_ name: String) throws(SystemError) {
    let place = try place(name)
    try exclusively { () throws(SystemError) in
      guard let record = try look(at: place) else { throw missing(name) }
      guard record.end != nil else {
        throw SystemError(
          "remove the box", .resourceBusy, subject: name,
          remedy: "it runs: sigbox stop \(name) first, or sigbox rm -f \(name)")
      }
      Directories.remove(place.directory)
    }
  }

  /// Reads a record, or cleans up what a killed monitor left; nil where there is no box.
  private func look(at place: BoxDirectory) throws(SystemError) -> BoxRecord? {
    guard let lock = try? FileLock(place.lock, creating: false) else {
      Directories.remove(place.directory)
      return nil
    }
    let hasMonitor = !lock.tryLock(.shared)
    let record = place.read()
    if hasMonitor || record?.end != nil { return record }
    if let record {
      RunningBox(record)?.endAndWait()
      ControlGroup(removing: record.groups).remove()
    }
    Directories.remove(place.directory)
    return nil
  }

  private func missing(_ name: String) -> SystemError {
    let near = Suggestion.nearest(
      to: name, among: Directories.entries(directory).filter(Self.isName))
    return SystemError(
      "find the box", .noSuchFileOrDirectory, subject: name,
      remedy: near.map { "did you mean '\($0)'?" } ?? "sigbox list -a lists all boxes")
  }

  private func exclusively<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let lock = try FileLock(directory.appending(".lock"))
    try lock.lock(.exclusive)
    return try body()
  }
}

/// The files of one box.
package struct BoxDirectory: Sendable {
  let directory: FilePath

  init(_ directory: FilePath) { self.directory = directory }

  var lock: FilePath { directory.appending("lock") }
  var record: FilePath { directory.appending("record") }
  var log: FilePath { directory.appending("log") }
  var oldLog: FilePath { directory.appending("log.1") }
  var input: FilePath { directory.appending("input") }

  func read() -> BoxRecord? {
    (try? FileContents.read(record)).flatMap {
      BoxRecord(parsing: String(decoding: $0, as: UTF8.self))
    }
  }

  func write(_ record: BoxRecord) throws(SystemError) {
    try FileContents.replace(self.record, with: Array(record.text.utf8))
  }
}

/// The end of a box, which is told also where nothing is left of the box by then.
package struct ExitWaiter: ~Copyable, Sendable {
  private let lock: FileLock

  /// Takes hold of a box's lock, whose file outlives its name.
  ///
  /// - Parameter place: The files of the box.
  /// - Throws: ENOENT where there is no such box.
  package init(of place: BoxDirectory) throws(SystemError) {
    lock = try FileLock(place.lock, creating: false)
  }

  /// Waits until the box has ended and its monitor, too.
  ///
  /// - Returns: How it ended, nil where its monitor was killed.
  /// - Throws: ENOLCK.
  package func wait() throws(SystemError) -> Termination? {
    try lock.lock(.shared)
    let text = String(decoding: try FileContents.read(lock.descriptor), as: UTF8.self)
    return Termination(code: text)
  }
}
