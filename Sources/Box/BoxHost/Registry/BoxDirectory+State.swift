internal import Linux
internal import SystemPackage

extension BoxDirectory {
  /// What the files of a box tell.
  enum State {
    /// A box that is running or has ended.
    case box(BoxRecord)
    /// The monitor has still to write the record.
    case starting
    /// The monitor was killed: the directory can be removed, and the box of the record, if there is
    /// one.
    case abandoned(BoxRecord?)
    /// The files cannot be used; `sigbox rm -f` removes them.
    case malformed(reason: String, hasMonitor: Bool, BoxRecord?)
    /// Something else.
    case foreign
  }

  /// Reads the state; the registry must be locked.
  ///
  /// - Throws: ENOLCK, EMFILE.
  func state() throws(SystemError) -> State {
    guard let names = try? files.names(), (try? files.checkOwner(remedy: "")) != nil else {
      return .foreign
    }
    let isMarked = (try? files.open(Name.marker)) != nil
    let (hasMonitor, lockDefect) = try readLock()
    let record: BoxRecord?
    let defect: String?
    switch names.contains(Name.record) ? read() : nil {
    case .success(let read)?: (record, defect) = (read, nil)
    case .failure(let why)?: (record, defect) = (nil, why.description)
    case nil: (record, defect) = (nil, nil)
    }
    // Older versions left no marker. What merely looks as they left it is removed on request
    // only.
    let isOwn = isMarked || record != nil && lockDefect == nil
    let isLike =
      names.allSatisfy(Name.isKnown) && (names.contains(Name.lock) || names.contains(Name.record))
    guard isOwn || isLike else { return .foreign }
    let reason =
      lockDefect ?? defect ?? (isOwn || hasMonitor ? nil : "its record is missing")
    // A directory without record and lock is one that is being removed.
    if isMarked, names.allSatisfy({ $0 == Name.marker }) { return .abandoned(nil) }
    if let reason { return .malformed(reason: reason, hasMonitor: hasMonitor, record) }
    if let record, hasMonitor || record.end != nil { return .box(record) }
    return hasMonitor ? .starting : .abandoned(record)
  }

  private func readLock() throws(SystemError) -> (hasMonitor: Bool, defect: String?) {
    let lock: FileLock
    do throws(SystemError) {
      lock = try openLock()
    } catch let error where error.errno == .tooManyOpenFiles {
      throw error
    } catch {
      let isMissing = error.errno == .noSuchFileOrDirectory
      return (false, "its lock file is \(isMissing ? "missing" : "malformed")")
    }
    return (try !lock.tryLock(.shared), nil)
  }

  /// Reads the record, with the end from the lock file.
  func read() -> Result<BoxRecord, BoxRecord.Defect> {
    guard let text = try? files.read(Name.record, limit: BoxRecord.maximumSize) else {
      return .failure(.malformed)
    }
    return BoxRecord.read(text, named: name.text).map { record in
      var record = record
      if record.end == nil, let lock = try? openLock() {
        record.end = ExitWaiter.end(of: lock)
      }
      return record
    }
  }
}
