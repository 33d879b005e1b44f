import SigboxCore
import Testing

@testable import sigbox

/// The fast path of `run` and the parser read the same options in a command line.
struct FastPathTests {
  private static let words = [
    "--privileged", "--writable", "--net", "none", "host", "--net=host", "--json", "-t",
    "--timeout", "--memory", "--pids", "5s", "--", "-", "bash", "go", "",
  ]

  /// All lines of up to two words, and some longer ones.
  private static let lines =
    [[]] + words.map { [$0] } + words.flatMap { first in words.map { [first, $0] } }
    + [
      ["--net", "host", "--privileged", "--writable", "go", "TERM", "--", "-x", "--"],
      ["--net", "host", "--net", "none", "bash", "a", "-t"],
      ["--writable", "--writable", "--", "sleep", "--help"],
      ["--memory", "none", "--pids", "none", "go"],
    ]

  private func parsed(_ line: [String]) throws -> RunOptions {
    try #require(try CommandLineParser.parse(["run"] + line) as? RunCommand, "\(line)").options
  }

  /// Returns whether the line takes the fast path.
  private func compare(_ line: [String]) throws -> Bool {
    guard let fast = RunCommand.simpleOptions(["sigbox", "run"] + line) else { return false }
    #expect(try fast == parsed(line), "\(line)")
    return true
  }

  @Test func equalsTheParserOnShortLines() throws {
    #expect(try Self.lines.count { try compare($0) } > 30)
  }

  @Test func equalsTheParserOnRandomLines() throws {
    let values = Self.words + ["--rm", "-d", "--send", "TERM", "--bind", "/tmp", "a b", "-9", "名前"]
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(state: seed)
    var count = 0
    for _ in 0..<10_000 where count < 30 {
      let line = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        values.randomElement(using: &generator) ?? ""
      }
      if try compare(line) { count += 1 }
    }
    #expect(count == 30, "seed \(seed)")
  }

  /// A difference in any option that the fast path sets is noticed.
  @Test(arguments: [
    ["--privileged", "go"], ["--writable", "go"], ["--net", "host", "go"],
    ["--memory", "none", "go"], ["--pids", "none", "go"], ["go", "a"], ["go", "--", "a"],
  ])
  func comparisonNoticesEachOption(line: [String]) throws {
    let fast = try #require(RunCommand.simpleOptions(["sigbox", "run"] + line))
    #expect(try fast != parsed(["go"]))
  }

  @Test(arguments: [
    [], ["list"], ["run"], ["run", "--help"], ["run", "--"], ["run", "go", "--json"],
    ["run", "--net", "all", "go"], ["run", "--privileged"],
  ])
  func leavesTheRestToTheParser(line: [String]) throws {
    #expect(RunCommand.simpleOptions(["sigbox"] + line) == nil)
  }
}

/// SplitMix64: repeats a failed run with the seed that it printed.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
