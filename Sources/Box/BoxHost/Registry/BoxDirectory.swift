internal import Linux
internal import SystemPackage

/// The directory with the files of one named box.
package struct BoxDirectory: Sendable {
  let path: FilePath

  init(_ path: FilePath) { self.path = path }

  var lock: FilePath { path.appending("lock") }
  var record: FilePath { path.appending("record") }
  var log: FilePath { path.appending("log") }
  var oldLog: FilePath { path.appending("log.1") }
  var input: FilePath { path.appending("input") }

  func read() -> BoxRecord? {
    (try? FileContents.read(record)).flatMap { BoxRecord($0) }
  }

  func write(_ record: BoxRecord) throws(SystemError) {
    try FileContents.replace(self.record, with: record.json)
  }
}
