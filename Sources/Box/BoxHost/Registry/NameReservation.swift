internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
internal import SystemPackage

/// A name for a box, held by the process that makes the box and watches over it as long as it lives.
package final class NameReservation: Sendable {
  let place: BoxDirectory
  let lock: FileLock

  init(place: BoxDirectory, lock: consuming FileLock) {
    self.place = place
    self.lock = lock
  }

  /// Writes down that the box runs.
  ///
  /// - Parameters:
  ///   - plan: What is known of it beforehand.
  ///   - box: The box.
  ///   - configuration: What it was made from.
  /// - Returns: The whole record.
  /// - Throws: The errno of write(2): ENOSPC.
  package func begin(
    _ plan: BoxRecord, _ box: Box, _ configuration: BoxConfiguration
  ) throws(SystemError) -> BoxRecord {
    var limited = configuration
    limited.dropLimits(box.group?.limits ?? [])
    var record = plan
    record.pid = box.process.pid
    record.startTime = box.startTime
    record.monitor = CurrentProcess.pid
    record.isRootless = box.isRootless
    record.hasTerminal = box.terminal != nil
    record.ownNetwork = limited.ownNetwork
    record.isStrict = limited.isStrict
    record.memory = limited.memory
    record.processes = limited.processes
    record.groups = box.group?.directories.map(\.string) ?? []
    try place.write(record)
    return record
  }

  /// Writes down how the box ended, or takes away all that is left of it.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - termination: How it ended.
  ///   - timeWasOver: Whether it was ended for its time limit.
  ///   - removing: Whether nothing is to be left of it.
  /// - Throws: The errno of write(2): ENOSPC.
  package func end(
    _ record: BoxRecord, _ termination: Termination, timeWasOver: Bool, removing: Bool
  ) throws(SystemError) {
    // For those who wait, also where nothing is left.
    try FileContents.write(termination.code, to: lock.descriptor)
    if removing { return abandon() }
    var record = record
    record.end = .init(termination, time: WallClock.seconds, timeWasOver: timeWasOver)
    try place.write(record)
  }

  /// Gives the name back, and all that is written down under it.
  package func abandon() { Directories.remove(place.directory) }
}
