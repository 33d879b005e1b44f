internal import Sandbox
package import Linux
internal import SystemPackage

extension BoxRegistry {
  /// Reserves a free name.
  ///
  /// - Throws: EEXIST if a box has the name, running or ended; EINVAL if something else has it; ENOSPC.
  package func claim(_ name: String) throws(SystemError) -> NameReservation {
    guard let component = Self.component(name) else { throw missing(name) }
    return try exclusively { () throws(SystemError) in
      switch try entry(component) {
      case .box, .starting: throw SystemError("name the box", .fileExists, subject: name)
      case .skipped(let skipped): throw skipped.error
      case .none: break
      }
      // It gets its name once it is complete and locked, so that nobody can lock it before.
      let temporary = DirectoryDescriptor.temporaryName()
      do throws(SystemError) {
        try files.makeDirectory(temporary)
        let lock = try Self.fill(files.directory(temporary))
        try files.rename(temporary, to: component)
        return NameReservation(directory: try BoxDirectory(component, in: self), lock: lock)
      } catch {
        removeLeftover(temporary)
        throw SystemError("name the box", error.errno, subject: name, remedy: error.remedy)
      }
    }
  }

  private static func fill(
    _ directory: borrowing DirectoryDescriptor
  ) throws(SystemError) -> FileLock {
    try directory.create(BoxDirectory.Name.marker).close()
    let lock = FileLock(owning: try directory.create(BoxDirectory.Name.lock))
    guard try lock.tryLock(.exclusive) else {
      throw SystemError("lock", .resourceBusy, subject: directory.path)
    }
    try ExitWaiter.reserve(lock)
    return lock
  }

  /// Removes the files of a box that has ended.
  ///
  /// - Throws: EBUSY if the box is running; ENOTEMPTY if other files are among them.
  package func remove(_ name: String) throws(SystemError) {
    guard let component = Self.component(name) else { throw missing(name) }
    try exclusively { () throws(SystemError) in
      switch try entry(component) {
      case .box(let record) where record.end != nil:
        try BoxDirectory(component, in: self).remove()
      case .box: throw SystemError("remove the box", .resourceBusy, subject: name)
      case .skipped(let skipped): throw skipped.error
      case .starting, .none: throw missing(name)
      }
    }
  }

  /// Removes the files of a box that cannot be read.
  ///
  /// - Returns: Whether there were such files.
  /// - Throws: EBUSY if a monitor supervises the box; ENOTEMPTY if other files are among them.
  package func removeMalformed(_ name: String) throws(SystemError) -> Bool {
    guard let component = Self.component(name) else { return false }
    return try exclusively { () throws(SystemError) in
      guard let directory = try? BoxDirectory(component, in: self),
        case .malformed(let reason, let hasMonitor, let record) = try directory.state()
      else { return false }
      guard !hasMonitor else {
        throw SystemError(
          "remove the box", .resourceBusy, subject: name,
          remedy: "\(reason), and its monitor is running: end that first")
      }
      if let record { _ = end(record) }
      try directory.remove()
      return true
    }
  }

  enum Entry {
    case box(BoxRecord)
    case starting
    case skipped(SkippedEntry)
    case none
  }

  /// Looks at an entry, after what a killed monitor left was removed; the registry must be locked.
  func entry(_ name: FileName) throws(SystemError) -> Entry {
    func skipped(_ reason: String, _ remedy: String) -> Entry {
      .skipped(
        SkippedEntry(
          path: "\(files.path)/\(name.text)", name: name.text, reason: reason,
          remedy: remedy))
    }
    let foreign = skipped("it was not made by sigbox", "move it away")
    guard Self.isName(name.text) else { return foreign }
    let directory: BoxDirectory
    do throws(SystemError) {
      directory = try BoxDirectory(name, in: self)
    } catch let error where error.errno == .noSuchFileOrDirectory {
      return .none
    } catch let error where error.errno == .tooManyOpenFiles {
      throw error
    } catch {
      return foreign
    }
    switch try directory.state() {
    case .box(let record): return .box(record)
    case .starting: return .starting
    case .foreign: return directory.hasItsName ? foreign : .none
    case .malformed(let reason, _, _):
      guard directory.hasItsName else { return .none }
      return skipped(reason, Remedies.removing(name.text))
    case .abandoned(let record):
      if let record, !end(record) { return .box(record) }
      do throws(SystemError) {
        try directory.remove()
        return .none
      } catch {
        return skipped("its monitor was killed, and \(error)", "then use sigbox again")
      }
    }
  }

  /// Kills a box whose monitor has gone; false if it is still ending.
  private func end(_ record: BoxRecord) -> Bool {
    if let box = RunningBox(record), !box.endAndWait() { return false }
    // No other directory is removed, whatever the record says.
    let groups = record.groups.filter {
      FilePath($0).lastComponent?.string.hasPrefix("sigbox-") == true
        && FileSystem.isControlGroup(FilePath($0))
    }
    ControlGroup(existing: groups).remove()
    return true
  }

  /// Removes what a killed sigbox was making or removing; the registry must be locked.
  func removeLeftover(_ name: FileName) {
    guard let directory = try? files.directory(name), let names = try? directory.names(),
      names.allSatisfy(BoxDirectory.Name.isKnown)
    else { return }
    try? BoxDirectory.remove(names, of: directory)
    try? files.removeDirectory(name)
  }
}
