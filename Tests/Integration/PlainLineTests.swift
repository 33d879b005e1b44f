import ArgumentParser
import Testing

@testable import sigbox

/// A plain command line means what the parser reads in it.
struct PlainLineTests {
  private static let words = [
    "--privileged", "--writable", "--net", "none", "host", "--net=host", "--json", "-t",
    "--timeout", "--memory", "--pids", "5s", "--", "-", "bash", "go", "",
  ]

  /// All lines of up to three words, and some of more.
  private static let lines =
    [[]] + words.map { [$0] } + words.flatMap { first in words.map { [first, $0] } }
    + words.flatMap { first in words.flatMap { second in words.map { [first, second, $0] } } }
    + [
      ["--net", "host", "--privileged", "--writable", "go", "TERM", "--", "-x", "--"],
      ["--net", "host", "--net", "none", "bash", "a", "-t"],
      ["--writable", "--writable", "--", "sleep", "--help"],
    ]

  @Test func meansWhatTheParserReads() throws {
    var count = 0
    for line in Self.lines {
      guard let plain = try? BoxRun(plain: ["sigbox", "run"] + line) else { continue }
      count += 1
      let parsed = try #require(try Main.parse(["run"] + line) as? RunCommand, "\(line)")
      #expect("\(plain)" == "\(try BoxRun(parsed))", "\(line)")
    }
    #expect(count > 100)
  }

  @Test(arguments: [
    [], ["list"], ["run"], ["run", "--help"], ["run", "--"], ["run", "go", "--json"],
    ["run", "--net", "all", "go"], ["run", "--privileged"],
  ])
  func leavesTheRestToTheParser(line: [String]) throws {
    #expect(try BoxRun(plain: ["sigbox"] + line) == nil)
  }
}
