import Foundation
import Testing

/// Every verb keeps to the width of the terminal, and breaks no word.
struct OutputWidthTests {
  private let boxes: Boxes
  private let learner: WorkshopTests.Learner

  init() throws {
    boxes = try Boxes(.current)
    learner = try WorkshopTests.Learner()
    _ = try learner()
  }

  private func start(_ words: [String], _ environment: [String]) throws -> Command.Result {
    try boxes.start(through: learner.environment + environment, words).finish()
  }

  /// The words of a text in their order, whatever lies between them.
  private func words(_ text: some StringProtocol) -> [String] {
    // What is measured differs each time.
    text.split(whereSeparator: \.isWhitespace).map { word in
      word.contains { $0.isNumber } ? "1" : String(word)
    }
  }

  private func expectWidth(
    _ width: Int, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for line in text.split(separator: "\n") where line.count > width {
      #expect(
        line.split(separator: " ").count == 1, "\(width): \(line)", sourceLocation: sourceLocation)
    }
  }

  /// What takes no more than the width, and says the same whatever that is.
  private static let commands: [[String]] = [
    ["exit-status", "137"],
    ["run", "dumb-init", "sleep", "1000", "--send", "TERM"],
    ["run", "go", "--send", "USR1", "--send", "host:KILL"],
    ["masks", "\(getpid())"],
    ["doctor"],
    ["signals"],
    [
      "test",
      Workplace.root.appendingPathComponent("lua/examples/experiments/masks-and-pending.lua").path,
    ],
    ["conform", "--cases", "1", "--seed", "1"],
    ["probe", "c", "--signal", "TERM", "--expect", "TERM exits 0 within 5s"],
    ["compare", "c", "go", "--signal", "TERM"],
    ["explain", "TERM", "--to", "\(getpid())"],
    ["kill", "--help"],
    ["run", "--help"],
    ["--help"],
  ]

  @Test(arguments: commands)
  func verbs(command: [String]) throws {
    let wide = try start(command, ["COLUMNS=1000"])
    #expect(!wide.output.isEmpty && wide.status != 125, "\(wide)")
    for width in [40, 80] {
      let result = try start(command, ["COLUMNS=\(width)"])
      expectWidth(width, result.output)
      // Where there is no room for a table its headings are repeated.
      let isTable = ["probe", "compare"].contains(command[0])
      if !isTable { #expect(words(result.output) == words(wide.output), "\(width) \(command)") }
    }
  }

  @Test(arguments: [40, 80])
  func explanationsOfAllCases(width: Int) throws {
    expectWidth(width, try start(["explain", "TERM"], ["COLUMNS=\(width)"]).output)
  }

  @Test(arguments: [40, 80])
  func boxesInTheBackground(width: Int) throws {
    let columns = ["COLUMNS=\(width)"]
    try boxes("run", "-d", "--name", "wide", "--", "sleep", "1000")
    try boxes("run", "-d", "--name", "b", "--", "sh", "-c", "true; sleep 1000", "a word", "another")
    for verb in [["list"], ["ps", "b"], ["masks", "b"], ["stop", "-t", "0s", "b", "wide"]] {
      let result = try start(verb, columns)
      #expect(result.status == 0 && !result.output.isEmpty, "\(verb) \(result)")
      expectWidth(width, result.output)
    }
    try boxes("rm", "b", "wide")
    #expect(boxes.remains.isEmpty)
  }

  @Test(arguments: [40, 80])
  func terminals(width: Int) throws {
    let fixture = Workplace.root.appendingPathComponent("Tests/Fixtures/narrow.py").path
    let terminal = ["python3", "-B", fixture, "\(width)", "/usr/bin/env", "-u", "COLUMNS"]
    for command in [
      ["run", "go", "--send", "USR1", "--send", "host:KILL"], ["signals", "TERM"], ["doctor"],
      ["run", "--nosuch", "c"], ["run", "nosuch"],
    ] {
      let result = try start(command, terminal)
      #expect(width == 80 || result.output.split(separator: "\n").count > 1, "\(result)")
      expectWidth(width, result.output.replacing(#/\u{1b}\[[0-9;]*m/#, with: ""))
    }
    let conform = try start(["conform", "--cases", "300"], terminal)
    #expect(conform.output.contains("] 0/300 cases"), "\(conform)")
    let counts = Set(conform.output.matches(of: #/ ([0-9]+)/300 cases/#).map(\.1))
    #expect(counts.count > 10, "\(conform)")
  }

  @Test func oneLineAnEventInAPipe() throws {
    let result = try start(["run", "go", "--send", "USR1"], ["/usr/bin/env", "-u", "COLUMNS"])
    try #require(result.lines.count == 4, "\(result)")
    #expect(result.lines.allSatisfy { !$0.hasPrefix(" ") }, "\(result)")
    #expect(result.lines[1].hasSuffix(")") && result.lines[1].count > 100, "\(result)")
    let error = try start(["run", "nosuch"], ["COLUMNS=40"]).error
    #expect(error.split(separator: "\n").count == 1, "\(error)")
  }

  @Test func findingsComeFirst() throws {
    let probe = try start(["probe", "c", "--signal", "TERM"], ["LC_ALL=C"]).output
    let finding = try #require(probe.range(of: "TERM does nothing"))
    let agreement = try #require(probe.range(of: "Rule and observation agree"))
    let matrix = try #require(probe.range(of: "15 TERM"))
    #expect(finding.lowerBound < agreement.lowerBound && agreement.lowerBound < matrix.lowerBound)
    let comparison = try start(["compare", "c", "go", "--signal", "TERM"], []).output
    let why = try #require(comparison.range(of: "Why:"))
    let table = try #require(comparison.range(of: "\nway "))
    #expect(why.lowerBound < table.lowerBound)
  }
}
