internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

/// The name of a box, held by the process that makes and supervises the box.
package final class NameReservation: Sendable {
  let directory: BoxDirectory
  let lock: FileLock

  init(directory: BoxDirectory, lock: consuming FileLock) {
    self.directory = directory
    self.lock = lock
  }

  /// Writes the record of a running box.
  ///
  /// - Parameters:
  ///   - plan: The part of the record that was known before.
  ///   - box: The box.
  ///   - configuration: The description that it was made from.
  /// - Returns: The complete record.
  /// - Throws: The errno of write(2): ENOSPC.
  package func begin(
    _ plan: BoxRecord, _ box: Box, _ configuration: BoxConfiguration
  ) throws(SystemError) -> BoxRecord {
    var record = plan
    record.pid = box.process.pid
    record.startTime = box.startTime
    record.monitor = CurrentProcess.pid
    record.restrictions = box.restrictions
    record.hasTerminal = box.terminal != nil
    record.ownNetwork = configuration.ownNetwork
    record.groups = box.group?.directories.map(\.string) ?? []
    try directory.write(record)
    return record
  }

  /// Writes how the box ended, or removes its files.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - termination: How it ended.
  ///   - timeWasOver: Whether it was killed because of its time limit.
  ///   - removing: Whether its files are removed.
  /// - Throws: The errno of write(2): ENOSPC.
  package func end(
    _ record: BoxRecord, _ termination: Termination, timeWasOver: Bool, removing: Bool
  ) throws(SystemError) {
    // First, for those who wait and have the file open: it may be removed next.
    try ExitWaiter.write(termination, to: lock)
    if removing { return abandon() }
    var record = record
    record.end = .init(termination, time: WallClock.seconds, timeWasOver: timeWasOver)
    try directory.write(record)
  }

  /// Removes the files of the box; its name is free again.
  package func abandon() { Directories.remove(directory.path) }
}
