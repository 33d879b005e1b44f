import Foundation
import Observation
import Testing

@testable import Reporting

struct RunEventsJSONTests {
  @Test func oneEventALine() throws {
    let lines = RunEvents.fixture("a\u{1b}\"b").jsonLines.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    let objects = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects[0]["schema"] as? String == "sigbox-events-1")
    #expect(objects[0]["source"] as? String == "proc" && objects[0]["signal"] as? String == "TERM")
    #expect(objects.dropFirst().map { $0["event"] as? String } == ["found", "ended", "ended"])
    #expect(objects[1]["name"] as? String == "a\u{1b}\"b")
    #expect(objects[1]["SigCgt"] as? String == "0000000000004000")
    #expect(objects[2]["killed_by"] as? String == "KILL" && objects[2]["exit_code"] == nil)
    #expect(objects[3]["exit_code"] as? Int == 143)
    let times = objects.dropFirst().compactMap { $0["time"] as? Int }
    #expect(times == times.sorted() && times.count == 3)
  }
}
