import BoxProtocol
import Foundation
import Testing

@testable import Sandbox

/// The files are those of the kernel, in directories that are no control groups.
struct OutOfMemoryTests {
  private func kills(_ files: [String: String]) throws -> OutOfMemoryKills? {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("oom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for (name, text) in files {
      try text.write(
        to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return ControlGroup(existing: ["/nonexistent", directory.path]).outOfMemoryKills
  }

  @Test(arguments: [(3, 1, true), (0, 1, false), (0, 0, false)] as [(Int, UInt64, Bool)])
  func `version 2`(oom: Int, count: UInt64, isReached: Bool) throws {
    let events = "low 0\nhigh 0\nmax 40\noom \(oom)\noom_kill \(count)\noom_group_kill 0\n"
    #expect(
      try kills(["memory.events": events]) == .init(count: count, limitWasReached: isReached))
  }

  @Test(arguments: [("17\n", true), ("0\n", false)])
  func `version 1`(failures: String, isReached: Bool) throws {
    let files = [
      "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
      "memory.failcnt": failures,
    ]
    #expect(try kills(files) == .init(count: 2, limitWasReached: isReached))
  }

  @Test func `a group without a limit on memory`() throws {
    #expect(try kills(["pids.max": "10\n"]) == nil)
  }
}
