import Testing

@testable import Observation

struct ReadyConditionTests {
  @Test func everyKind() throws {
    #expect(try ReadyCondition(parsing: "app: up") == .output(Array("app: up".utf8)))
    #expect(try ReadyCondition(parsing: "up") == .output(Array("up".utf8)))
    #expect(try ReadyCondition(parsing: "port:8080") == .port(8080))
    #expect(try ReadyCondition(parsing: "file:/run/app:1") == .file("/run/app:1"))
    #expect(try ReadyCondition(parsing: "after:1.5s") == .time(.milliseconds(1500)))
  }

  @Test(arguments: ["", "port:", "port:0", "port:65536", "port:-1", "file:", "file:up", "after:x"])
  func invalid(text: String) {
    #expect(throws: ReadyCondition.ParsingError.self) { try ReadyCondition(parsing: text) }
  }
}
