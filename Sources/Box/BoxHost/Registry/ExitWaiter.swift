package import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

/// Waits for the end of a box, even if its directory is removed by then.
///
/// The monitor writes how the box ended to its lock file, and keeps the file locked until it exits. The
/// bytes are reserved when the box is made, so that a full disk does not lose them.
package struct ExitWaiter: ~Copyable, Sendable {
  private let lock: FileLock

  /// Opens the lock file, which is readable after its name is removed.
  ///
  /// - Throws: ENOENT if there is no such box.
  package init(of directory: BoxDirectory) throws(SystemError) { lock = try directory.openLock() }

  /// Waits until the box and its monitor have ended.
  ///
  /// - Returns: How the box ended; nil if its monitor was killed.
  /// - Throws: ENOLCK.
  package func wait() throws(SystemError) -> Termination? {
    try lock.lock(.shared)
    return (try? FileContents.readAll(lock.descriptor, limit: Self.size)).flatMap {
      Self.termination($0)
    }
  }

  /// What the OOM killer did in a box that has ended; nil if that is unknown.
  package var outOfMemoryKills: OutOfMemoryKills? { Self.end(of: lock)?.outOfMemoryKills }

  /// Whether the box and its monitor have ended.
  var isOver: Bool { (try? lock.tryLock(.shared)) ?? true }

  /// Reads the text of a lock file, also that of an older sigbox.
  static func termination(_ text: [UInt8]) -> Termination? {
    let termination =
      RecordCoding.decode(BoxRecord.End.self, text)?.termination
      ?? RecordCoding.decode(TerminationFields.self, text)?.termination
      ?? Termination(words: String(decoding: text, as: UTF8.self))
    return termination.flatMap { $0.isPossible ? $0 : nil }
  }

  /// The end in a lock file; nil if the box has not ended, or an older sigbox made it.
  static func end(of lock: borrowing FileLock) -> BoxRecord.End? {
    guard let text = try? FileContents.readAll(lock.descriptor, limit: size),
      let end = RecordCoding.decode(BoxRecord.End.self, text), end.isPossible
    else { return nil }
    return end
  }

  /// How many bytes a lock file has.
  private static let size = 512

  /// Takes the space for the end.
  static func reserve(_ lock: borrowing FileLock) throws(SystemError) {
    try FileContents.overwrite(lock.descriptor, with: padded([]))
  }

  /// Writes how the box ended in place of the reserved bytes.
  static func write(_ end: BoxRecord.End, to lock: borrowing FileLock) throws(SystemError) {
    try FileContents.overwrite(lock.descriptor, with: padded(RecordCoding.encode(end)))
  }

  private static func padded(_ text: [UInt8]) -> [UInt8] {
    text + [UInt8](repeating: UInt8(ascii: " "), count: max(0, size - text.count))
  }
}
