internal import Glibc
package import SystemPackage

/// A lock on a file, which the kernel lifts when the last process that holds it ends: flock(2).
package struct FileLock: ~Copyable, Sendable {
  private let owner: OwnedDescriptor

  /// The file's descriptor, valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }

  /// Opens the file, and makes it if need be; it is not locked yet.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - creating: Whether to create a missing file.
  /// - Throws: ENOENT, EACCES.
  package init(_ path: FilePath, creating: Bool = true) throws(SystemError) {
    let flags = O_RDWR | O_CLOEXEC | (creating ? O_CREAT : 0)
    owner = OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checkedErrno("open", path.string) { open(path.string, flags, 0o600) }))
  }

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
  /// - Returns: Whether it is locked now.
  package func tryLock(_ kind: Kind) -> Bool {
    flock(descriptor.rawValue, kind.operation | LOCK_NB) == 0
  }

  /// Waits until the file can be locked, and locks it.
  ///
  /// - Throws: ENOLCK.
  package func lock(_ kind: Kind) throws(SystemError) {
    try checkedErrno("lock", "descriptor \(descriptor.rawValue)") {
      var result: Int32
      repeat {
        result = flock(descriptor.rawValue, kind.operation)
      } while result < 0 && errno == EINTR
      return result
    }
  }
}
