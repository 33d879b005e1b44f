import Testing

@testable import BoxHost

struct DurationTests {
  @Test(arguments: [
    ("5s", 5_000), ("500ms", 500), ("1.5s", 1_500), ("2m", 120_000), ("1h", 3_600_000),
    ("3", 3_000),
    ("0", 0), ("0ms", 0),
  ])
  func parses(text: String, milliseconds: Int64) {
    #expect(Duration(parsing: text) == .milliseconds(milliseconds))
  }

  @Test(arguments: [
    "", "s", "ms", "-1s", "1d", "1 s", "nan", "inf", "1e3s", "0x1s", "9999999999h", "1.2.3",
  ])
  func refuses(text: String) {
    #expect(Duration(parsing: text) == nil)
  }
}
