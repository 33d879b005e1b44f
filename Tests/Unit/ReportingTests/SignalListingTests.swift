import Foundation
import SignalModel
import Testing

@testable import Reporting

struct SignalListingTests {
  @Test func textHasALineASignal() {
    let lines = SignalListing.text(
      Signal.all, on: Canvas(width: .max, hasColour: false, isUnicode: false)
    ).split(separator: "\n")
    #expect(lines.count == 65)
    #expect(lines[9].hasPrefix("9   KILL      terminate  standard   no "))
  }

  @Test func jsonIsAnArrayOfObjects() throws {
    let data = Data(SignalListing.json(Signal.all).utf8)
    let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    #expect(rows.count == 64)
    #expect(rows[18]["name"] as? String == "STOP")
    #expect(rows[18]["can_be_caught"] as? Bool == false)
    #expect(rows[33]["kind"] as? String == "real-time")
    #expect(rows[16]["default_action"] as? String == "ignore")
  }
}
