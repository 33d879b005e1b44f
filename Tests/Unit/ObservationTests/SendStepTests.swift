import SignalModel
import Testing

@testable import Observation

struct SendStepTests {
  @Test func parses() throws {
    let plain = try SendStep(parsing: "TERM")
    #expect(plain.signal == .term && plain.origin == .inside && plain.delay == .zero)
    let full = try SendStep(parsing: "host:rtmin+1@200ms")
    #expect(full.signal.number == 35 && full.origin == .host)
    #expect(full.delay == .milliseconds(200))
    #expect(try SendStep(parsing: "inside:9").signal == .kill)
  }

  @Test(arguments: [
    ("FOO", "unknown signal 'FOO'"), ("", "unknown signal ''"), ("outside:TERM", "unknown sender"),
    ("kernel:TERM", "unknown sender"), ("TERM@", "invalid delay"), ("TERM@soon", "invalid delay"),
    (":TERM", "unknown sender ''"), ("host:", "unknown signal ''"), ("TERM@-1s", "invalid delay"),
  ])
  func refuses(text: String, message: String) {
    let error = #expect(throws: SendStep.ParsingError.self) { try SendStep(parsing: text) }
    #expect(error?.description.contains(message) == true)
  }
}
