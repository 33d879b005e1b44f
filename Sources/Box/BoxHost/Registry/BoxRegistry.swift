internal import Sandbox
internal import SignalModel
package import Linux
internal import SystemPackage

/// The named boxes of this user, in a directory that only the user may enter.
///
/// Each box has a directory with a marker, a record, a log and a lock file. The box's monitor holds the
/// lock until it exits. If the lock is free and the record says that the box runs, the monitor was
/// killed, and the box with it. The next access cleans up, under the registry's own lock.
///
/// All files are found by descriptors and without following links, and nothing is removed that sigbox
/// did not make.
package final class BoxRegistry: Sendable {
  let files: DirectoryDescriptor

  /// Opens the registry, and makes its directory if there is none.
  ///
  /// - Throws: EPERM if the directory, or the one it is in, belongs to another user; EACCES, ENOENT.
  package convenience init() throws(SystemError) { try self.init(at: RuntimeDirectory.path) }

  init(at path: FilePath) throws(SystemError) {
    let own = "set XDG_RUNTIME_DIR to a directory of yours"
    do throws(SystemError) {
      let parent = try DirectoryDescriptor(following: path.removingLastComponent())
      try parent.checkOwner(orRoot: true, remedy: own)
      let name = FileName(lastOf: path) ?? "sigbox"
      do throws(SystemError) {
        try parent.makeDirectory(name)
      } catch let error where error.errno == .fileExists {
      } catch let error where error.errno == .readOnlyFileSystem {
      }
      files = try parent.directory(name)
    } catch {
      var error = error
      if error.remedy.isEmpty { error.remedy = error.errno == .notDirectory ? "remove it" : own }
      throw error
    }
    try files.checkOwner(
      forbidding: [.groupReadWriteExecute, .otherReadWriteExecute],
      remedy: "it must be yours with mode 0700: remove it, or set XDG_RUNTIME_DIR")
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

  /// The records of all boxes, running and ended, sorted by name.
  ///
  /// - Parameter onSkipped: Called with each entry that is no usable box.
  /// - Returns: The records.
  /// - Throws: ENOLCK, EACCES.
  package func records(
    onSkipped: (SkippedEntry) -> Void = { _ in }
  ) throws(SystemError) -> [BoxRecord] {
    try exclusively { () throws(SystemError) in
      var records: [BoxRecord] = []
      for name in try files.names() where name != Self.lock {
        switch try entry(name) {
        case .box(let record): records.append(record)
        case .skipped(let entry): onSkipped(entry)
        case .starting, .none: break
        }
      }
      return records
    }
  }

  /// The record of a box.
  ///
  /// - Throws: ENOENT if there is no such box; EINVAL for something else of that name.
  package func record(_ name: String) throws(SystemError) -> BoxRecord {
    guard let found = try find(name) else { throw missing(name) }
    return found
  }

  /// The record of a box; nil if there is no such box.
  ///
  /// - Throws: EINVAL for something else of that name; ENOLCK, EACCES.
  package func find(_ name: String) throws(SystemError) -> BoxRecord? {
    guard let name = Self.component(name) else { return nil }
    return try exclusively { () throws(SystemError) in
      switch try entry(name) {
      case .box(let record): record
      case .skipped(let skipped): throw skipped.error
      case .starting, .none: nil
      }
    }
  }

  /// The files of a box.
  ///
  /// - Throws: ENOENT if there is no such box.
  package func directory(_ name: String) throws(SystemError) -> BoxDirectory {
    guard let component = Self.component(name), let found = try? BoxDirectory(component, in: self)
    else { throw missing(name) }
    return found
  }

  static func component(_ name: String) -> FileName? {
    isName(name) ? FileName(name) : nil
  }

  func missing(_ name: String) -> SystemError {
    let names = ((try? files.names()) ?? []).map(\.text)
    let near = Suggestion.nearest(to: name, among: names.filter(Self.isName))
    return SystemError(
      "find the box", .noSuchFileOrDirectory, subject: name,
      remedy: near.map { "did you mean '\($0)'?" } ?? "")
  }

  static let lock: FileName = ".lock"

  func exclusively<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let lock = FileLock(owning: try openLock())
    // A process that holds it for longer is stopped.
    guard try lock.lock(.exclusive, until: .now + .seconds(5)) else {
      throw SystemError(
        "lock", .timedOut, subject: "\(files.path)/\(Self.lock.text)",
        remedy: "another sigbox holds it, and may be stopped: continue or end it")
    }
    for name in try files.names() where DirectoryDescriptor.isTemporary(name) {
      removeLeftover(name)
    }
    return try body()
  }

  private func openLock() throws(SystemError) -> OwnedDescriptor {
    do throws(SystemError) {
      return try files.create(Self.lock)
    } catch let error
      where error.errno == .fileExists || error.errno == .readOnlyFileSystem
      || error.errno == .noSpace
    {
      return try files.open(Self.lock)
    }
  }
}
