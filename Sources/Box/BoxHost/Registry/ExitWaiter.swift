internal import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

/// Waits for the end of a box, even if its directory is removed by then.
///
/// The monitor writes how the box ended to its lock file, and keeps the file locked until it exits.
package struct ExitWaiter: ~Copyable, Sendable {
  private let lock: FileLock

  /// Opens the lock file, which is readable after its name is removed.
  ///
  /// - Throws: ENOENT if there is no such box.
  package init(of directory: BoxDirectory) throws(SystemError) {
    lock = try FileLock(directory.lock, creating: false)
  }

  /// Waits until the box and its monitor have ended.
  ///
  /// - Returns: How the box ended; nil if its monitor was killed.
  /// - Throws: ENOLCK.
  package func wait() throws(SystemError) -> Termination? {
    try lock.lock(.shared)
    return Self.termination(try FileContents.read(lock.descriptor))
  }

  /// Whether the box and its monitor have ended.
  var isOver: Bool { lock.tryLock(.shared) }

  /// Reads the text of a lock file, also that of an older sigbox.
  static func termination(_ text: [UInt8]) -> Termination? {
    RecordCoding.decode(TerminationFields.self, text)?.termination
      ?? Termination(words: String(decoding: text, as: UTF8.self))
  }

  /// Writes how the box ended, for waiting callers.
  static func write(_ termination: Termination, to lock: borrowing FileLock) throws(SystemError) {
    try FileContents.write(
      String(decoding: RecordCoding.encode(TerminationFields(termination)), as: UTF8.self),
      to: lock.descriptor)
  }
}
