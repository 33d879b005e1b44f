import Foundation
import Testing

/// SECURITY.md names a test for each promise.
struct SecurityPolicyTests {
  @Test func everyPromiseHasItsTest() throws {
    let policy = try String(
      contentsOf: Workplace.root.appendingPathComponent(".github/SECURITY.md"), encoding: .utf8)
    let promises = policy.components(separatedBy: "## What is not promised")[0]
    var rows = 0
    for line in promises.split(separator: "\n") where line.hasPrefix("| ") {
      let cell = line.split(separator: "|").last.map(String.init) ?? ""
      guard cell.trimmingCharacters(in: .whitespaces) != "Test", !cell.contains("---") else {
        continue
      }
      let tests = cell.split(separator: "`").map(String.init).filter { $0.contains("Tests.") }
      #expect(!tests.isEmpty, "\(line)")
      for test in tests { #expect(try exists(test), "\(test)") }
      rows += 1
    }
    #expect(rows > 20)
  }

  private func exists(_ test: String) throws -> Bool {
    let (suite, name) = (test.prefix { $0 != "." }, test.drop { $0 != "." }.dropFirst())
    let tests = Workplace.root.appendingPathComponent("Tests")
    return try FileManager.default.subpathsOfDirectory(atPath: tests.path).contains { path in
      guard path.hasSuffix(".swift") else { return false }
      let text = try String(contentsOf: tests.appendingPathComponent(path), encoding: .utf8)
      return text.contains("struct \(suite) ") && text.contains("func \(name)(")
    }
  }
}
