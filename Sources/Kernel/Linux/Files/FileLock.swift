internal import Glibc
package import SystemPackage

/// A lock on a file, which the kernel lifts when the last process that holds it ends: flock(2).
package struct FileLock: ~Copyable, Sendable {
  private let owner: OwnedDescriptor

  /// The file's descriptor, valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }

  /// Becomes the owner of an open file, which is not locked yet.
  package init(owning file: consuming OwnedDescriptor) { owner = file }

  /// Whether others may hold the lock, too.
  package enum Kind: Sendable {
    /// Held by one process only: LOCK_EX.
    case exclusive
    /// Shared with other holders: LOCK_SH.
    case shared

    fileprivate var operation: Int32 { self == .exclusive ? LOCK_EX : LOCK_SH }
  }

  /// Locks the file if that can be done at once.
  ///
  /// - Returns: Whether it is locked now; false if another process holds the lock.
  /// - Throws: ENOLCK.
  package func tryLock(_ kind: Kind) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try lock(kind.operation | LOCK_NB)
      return true
    } catch let error where error.errno == .wouldBlock {
      return false
    }
  }

  /// Waits until the file can be locked, and locks it.
  ///
  /// - Throws: ENOLCK.
  package func lock(_ kind: Kind) throws(SystemError) { try lock(kind.operation) }

  /// Locks the file as soon as that is possible, until a deadline.
  ///
  /// - Returns: Whether it is locked now.
  /// - Throws: ENOLCK.
  package func lock(_ kind: Kind, until deadline: Instant) throws(SystemError) -> Bool {
    // flock(2) has no time limit.
    while try !tryLock(kind) {
      guard .now < deadline else { return false }
      _ = Polling.wait(for: [], until: .now + .milliseconds(1))
    }
    return true
  }

  private func lock(_ operation: Int32) throws(SystemError) {
    try checkedErrno("lock", "descriptor \(descriptor.rawValue)") {
      var result: Int32
      repeat {
        result = flock(descriptor.rawValue, operation)
      } while result < 0 && errno == EINTR
      return result
    }
  }
}
