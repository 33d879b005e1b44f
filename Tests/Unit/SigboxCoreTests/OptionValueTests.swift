import SigboxCore
import Testing

struct OptionValueTests {
  @Test(arguments: [
    ("1m", 1 << 20), ("64M", 64 << 20), ("2g", 2 << 30), ("1048576", 1 << 20),
    ("1048576b", 1 << 20), ("1024k", 1 << 20),
  ])
  func sizes(text: String, bytes: UInt64) throws {
    #expect(try OptionValue.bytes(text) == bytes)
    #expect(try OptionValue.memory(text) == .value(bytes))
  }

  @Test(arguments: ["", "m", "0", "1023k", "-1m", "1.5m", "17179869184g", "99999999999999999999"])
  func wrongSizes(text: String) {
    #expect(throws: UsageError.self) { try OptionValue.bytes(text) }
    #expect(throws: UsageError.self) { try OptionValue.memory(text) }
  }

  @Test func noLimit() throws {
    #expect(try OptionValue.memory("none") == .none)
    #expect(try OptionValue.processes("none") == .none)
    #expect(try OptionValue.processes("7") == .value(7))
    #expect(throws: UsageError.self) { try OptionValue.bytes("none") }
    #expect(throws: UsageError.self) { try OptionValue.processes("0") }
  }

  @Test func gracePeriods() throws {
    #expect(try OptionValue.gracePeriod("-1") == nil)
    #expect(try OptionValue.gracePeriod("2") == .seconds(2))
    #expect(try OptionValue.gracePeriod("500ms") == .milliseconds(500))
    #expect(throws: UsageError.self) { try OptionValue.gracePeriod("-2") }
  }

  /// Each error quotes the bad value and names a good one.
  @Test func errors() {
    expectError("500ms") { try OptionValue.duration($0) }
    expectError("64m") { try OptionValue.bytes($0) }
    expectError("none") { try OptionValue.memory($0) }
    expectError("100") { try OptionValue.processes($0) }
    expectError("137") { try OptionValue.exitStatus($0) }
    expectError("host") { try OptionValue.origin($0) }
    expectError("zh") { try OptionValue.language($0) }
    expectError("RTMIN+1") { try OptionValue.signal($0) }
  }

  private func expectError(
    _ example: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ read: (String) throws -> some Any
  ) {
    let error = #expect(throws: UsageError.self, sourceLocation: sourceLocation) {
      _ = try read("bad value")
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(
      text.contains("'bad value'") && text.contains(example) && text.first?.isLowercase == true,
      "\(text)", sourceLocation: sourceLocation)
  }
}
