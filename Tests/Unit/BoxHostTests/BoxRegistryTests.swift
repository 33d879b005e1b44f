import Foundation
import Linux
import SignalModel
import SystemPackage
import Testing

@testable import BoxHost

/// The registry, in a directory that is removed at the end.
final class BoxRegistryTests {
  private let place = FileManager.default.temporaryDirectory.path + "/sigbox-\(UUID().uuidString)"
  private var path: String { place + "/sigbox" }

  init() { mkdir(place, 0o700) }

  deinit { try? FileManager.default.removeItem(atPath: place) }

  private func open() throws -> BoxRegistry { try BoxRegistry(at: FilePath(path)) }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  private func exists(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }

  private func record(_ name: String) -> BoxRecord {
    var record = BoxRecord(name: name, command: [[65]], created: 5)
    record.pid = 1 << 30
    return record
  }

  /// An ended box.
  private func makeBox(_ name: String, in registry: BoxRegistry) throws {
    let claim = try registry.claim(name)
    try claim.directory.write(record(name))
    claim.end(.exited(3), timeWasOver: false, nil, removing: false)
  }

  @Test func `the end is written over reserved bytes`() throws {
    let registry = try open()
    let claim = try registry.claim("b")
    let size = try claim.directory.files.status(of: "lock").size
    #expect(size == 512)
    try claim.directory.write(record("b"))
    claim.end(.killed(.segv, core: true), timeWasOver: true, nil, removing: false)
    #expect(try claim.directory.files.status(of: "lock").size == size)
    let end = try #require(try registry.record("b").end)
    #expect(end.termination == .killed(.segv, core: true) && end.timeWasOver)
  }

  @Test func `a name is locked as soon as it is there`() throws {
    let registry = try open()
    let claim = try registry.claim("b")
    #expect(try !registry.directory("b").openLock().tryLock(.shared))
    #expect(throws: SystemError.self) { try registry.claim("b") }
    claim.abandon()
    #expect(!exists("b"))
    #expect(try registry.find("b") == nil)
  }

  @Test func `what a killed monitor left is removed`() throws {
    let registry = try open()
    do {
      let claim = try registry.claim("b")
      try claim.directory.write(record("b"))
    }
    #expect(exists("b/record"))
    #expect(try registry.records().isEmpty)
    #expect(!exists("b"))
    // Killed while it was making or removing one.
    mkdir("\(path)/.sigbox-0123456789abcdef", 0o700)
    try write("", to: ".sigbox-0123456789abcdef/made-by-sigbox")
    mkdir("\(path)/.sigbox-foreign", 0o700)
    #expect(try registry.find("b") == nil)
    #expect(!exists(".sigbox-0123456789abcdef") && exists(".sigbox-foreign"))
  }

  /// Between the check and the use, the directory is exchanged for one of links.
  @Test func `an exchanged registry is not entered`() throws {
    let registry = try open()
    try makeBox("own", in: registry)
    let precious = place + "/precious"
    mkdir(precious, 0o700)
    for name in ["lock", "record", "log", "made-by-sigbox"] {
      try Data("precious".utf8).write(to: URL(fileURLWithPath: "\(precious)/\(name)"))
    }
    rename(path, place + "/away")
    mkdir(path, 0o700)
    symlink(precious, path + "/own")
    #expect(try registry.records().map(\.name) == ["own"])
    try registry.remove("own")
    #expect(try FileManager.default.contentsOfDirectory(atPath: precious).count == 4)
    #expect(access(place + "/away/own", F_OK) != 0)
    // A box of the exchanged registry is a link, too.
    #expect(throws: SystemError.self) { try self.open().remove("own") }
    #expect(try !open().removeMalformed("own"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: precious).count == 4)
  }

  @Test func `a record of a later version is named`() throws {
    let registry = try open()
    try makeBox("b", in: registry)
    try write(#"{"version":3,"name":"b"}"#, to: "b/record")
    var skipped: [String] = []
    #expect(try registry.records { skipped.append("\($0)") }.isEmpty)
    #expect(skipped.count == 1 && skipped[0].contains("a newer sigbox made it"), "\(skipped)")
    #expect(skipped[0].hasSuffix("sigbox rm -f b removes it"), "\(skipped)")
    #expect(exists("b/record"))
    #expect(try registry.removeMalformed("b"))
    #expect(!exists("b"))
  }

  @Test(arguments: [
    #""created":5"#: #""created":-1"#, #""name":"b""#: #""name":"../b""#, #""pid":9"#: #""pid":1"#,
    #""monitor":0"#: #""monitor":-7"#,
  ])
  func `an impossible record is malformed`(good: String, bad: String) {
    var record = BoxRecord(name: "b", command: [[65]], created: 5)
    record.pid = 9
    let text = String(decoding: record.json, as: UTF8.self)
    #expect((try? BoxRecord.read(Array(text.utf8), named: "b").get()) == record)
    let changed = text.replacingOccurrences(of: good, with: bad)
    #expect(changed != text)
    #expect(BoxRecord.read(Array(changed.utf8), named: "b") == .failure(.malformed))
  }

  @Test func `a long command is shortened`() throws {
    let word = [UInt8](repeating: 1, count: 50_000)
    var record = BoxRecord(name: "b", command: Array(repeating: word, count: 40), created: 5)
    record.pid = 9
    #expect(record.json.count < BoxRecord.maximumSize)
    #expect(record.command.last == Array("...".utf8) && record.command.first == word)
    let many = BoxRecord(name: "b", command: Array(repeating: [], count: 500_000), created: 5)
    #expect(many.json.count < BoxRecord.maximumSize)
  }
}
