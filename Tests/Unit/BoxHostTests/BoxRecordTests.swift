import BoxProtocol
import SignalModel
import Testing

@testable import BoxHost

struct BoxRecordTests {
  private static var running: BoxRecord {
    var record = BoxRecord(
      name: "web-1", command: [Array("/bin/echo".utf8), Array("a b/ä\n\"".utf8), [0xff, 0x20]],
      created: 1_700_000_000)
    (record.pid, record.startTime, record.monitor) = (4711, .max, 4710)
    record.restrictions = Restrictions(keepsIds: true, memory: 1 << 30)
    record.groups = ["/sys/fs/cgroup/a b/sigbox-1"]
    record.hasTerminal = true
    return record
  }

  private static func ended(_ termination: Termination) -> BoxRecord {
    var record = running
    record.end = .init(
      termination, time: 1_700_000_001, timeWasOver: true,
      outOfMemoryKills: .init(count: 2, limitWasReached: true))
    return record
  }

  @Test(arguments: [
    running, ended(.exited(255)), ended(.killed(.term, core: false)),
    ended(.killed(.segv, core: true)), BoxRecord(name: "x", command: [], created: 0),
  ])
  func `a record is read as it was written`(_ record: BoxRecord) {
    #expect(BoxRecord(record.json) == record)
    #expect(record.json.first == UInt8(ascii: "{"))
  }

  @Test func `the document is readable`() {
    let text = String(decoding: Self.ended(.killed(.segv, core: true)).json, as: UTF8.self)
    #expect(text.contains(#""name":"web-1""#), "\(text)")
    #expect(text.contains(#"["/bin/echo","a b/ä\n\"",[255,32]]"#), "\(text)")
    #expect(text.contains(#""signal":"SEGV""#), "\(text)")
  }

  @Test func `an end without a count of the OOM killer is read`() throws {
    let text = #"{"fields":{"exitCode":3,"exitStatus":3},"time":7,"timeWasOver":false}"#
    let end = try #require(RecordCoding.decode(BoxRecord.End.self, Array(text.utf8)))
    #expect(end == .init(.exited(3), time: 7, timeWasOver: false))
  }

  @Test func `a record of an older version is read`() throws {
    let text = """
      name web-1
      created 1700000000
      pid 4711
      start 99
      monitor 4710
      rootless true
      network false
      terminal true
      strict true
      memory 1073741824
      processes 1024
      group /sys/fs/cgroup/pids/sigbox-1
      group /sys/fs/cgroup/memory/sigbox-1
      word /bin/echo
      word a%20b%ff%25

      """
    let record = try #require(BoxRecord(Array(text.utf8)))
    #expect(record.name == "web-1")
    #expect(record.command == [Array("/bin/echo".utf8), Array("a b".utf8) + [0xff, 0x25]])
    #expect(record.created == 1_700_000_000)
    #expect((record.pid, record.startTime, record.monitor) == (4711, 99, 4710))
    #expect(
      record.restrictions
        == Restrictions(keepsIds: true, memory: 1 << 30, processes: 1024))
    #expect(!record.ownNetwork && record.hasTerminal)
    #expect(record.groups.count == 2)
    #expect(record.end == nil)
    // Once written again, it is a JSON document.
    #expect(BoxRecord(record.json) == record)
  }

  @Test(arguments: [
    ("exited 2", Termination.exited(2)), ("killed 9", .killed(.kill, core: false)),
    ("dumped 11", .killed(.segv, core: true)),
  ])
  func `the end in an older version is read`(_ words: String, _ termination: Termination) throws {
    let text = "name x\ncreated 5\nstrict false\nended 7 true \(words)\n"
    let record = try #require(BoxRecord(Array(text.utf8)))
    #expect(record.restrictions.isPrivileged)
    #expect(record.end == .init(termination, time: 7, timeWasOver: true))
    #expect(ExitWaiter.termination(Array(words.utf8)) == termination)
  }

  @Test(arguments: [
    "", "\n", "{", "{}", "[]", "name x\n", "created 5\n", "name x\ncreated y\n",
    "name\ncreated 5\n",
    "name x\ncreated 5\nended 7 true killed 99\n", #"{"name":"x"}"#,
  ])
  func `another text is not a record`(_ text: String) {
    #expect(BoxRecord(Array(text.utf8)) == nil)
  }

  @Test(arguments: ["", "exited", "exited x", "killed 0", "{}", #"{"exitStatus":1}"#])
  func `another text is not a termination`(_ text: String) {
    #expect(ExitWaiter.termination(Array(text.utf8)) == nil)
  }
}
