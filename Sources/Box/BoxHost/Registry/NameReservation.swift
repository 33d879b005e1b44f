internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

/// The name of a box, held by the process that makes and supervises the box.
package final class NameReservation: Sendable {
  let directory: BoxDirectory
  let lock: FileLock

  /// What must stay open while the name is held.
  var descriptors: [FileDescriptor] {
    [
      lock.descriptor, directory.files.descriptor, directory.registry.files.descriptor,
    ]
  }

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
  ///   - hasLog: Whether its output goes to a log.
  /// - Returns: The complete record.
  /// - Throws: The errno of write(2): ENOSPC.
  package func begin(
    _ plan: BoxRecord, _ box: Box, _ configuration: BoxConfiguration, hasLog: Bool = false
  ) throws(SystemError) -> BoxRecord {
    var record = plan
    record.pid = box.process.pid
    record.startTime = box.startTime
    record.monitor = CurrentProcess.pid
    record.restrictions = box.restrictions
    record.hasTerminal = box.terminal != nil
    record.ownNetwork = configuration.ownNetwork
    record.hasLog = hasLog
    record.groups = box.group?.directories.map(\.string) ?? []
    try directory.write(record)
    return record
  }

  /// Writes how the box ended, for which there is space even if the disk is full, or removes its files.
  ///
  /// - Parameters:
  ///   - termination: How it ended.
  ///   - timeWasOver: Whether it was killed because of its time limit.
  ///   - kills: What the OOM killer did in it.
  ///   - removing: Whether its files are removed.
  package func end(
    _ termination: Termination, timeWasOver: Bool, _ kills: OutOfMemoryKills?, removing: Bool
  ) {
    let end = BoxRecord.End(
      termination, time: WallClock.seconds, timeWasOver: timeWasOver, outOfMemoryKills: kills)
    // Also before the files are removed: callers that wait have the file open.
    try? ExitWaiter.write(end, to: lock)
    if removing { abandon() }
  }

  /// Removes the files of the box; its name is free again.
  package func abandon() { try? directory.remove() }
}
