import Foundation
import Linux
import Testing

@testable import Experiments
@testable import Probing
@testable import Reporting

/// Reports on programs and experiments whose names and messages are made to forge them.
struct HostileTextTests {
  private static let hostile = "x\u{1b}]0;owned\u{7}\u{202e}\u{9b}2J\nok 2 - forged"
  private let canvas = Canvas(width: 80, hasColour: false, isUnicode: true)

  /// The characters that a terminal does not show; a newline counts only if `lines` is false.
  private func hidden(in text: String, lines: Bool = true) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { ArgumentText.isHidden($0) && !(lines && $0 == "\n") }
  }

  private var report: TestReport {
    var report = TestReport(seed: 1)
    let tests = [TestResult.Verdict.pass, .fail, .broken, .skipped].map {
      TestResult(name: Self.hostile, verdict: $0, message: $0 == .pass ? "" : Self.hostile)
    }
    report.files = [FileResult(file: Self.hostile, round: 1, tests: tests)]
    return report
  }

  @Test func theDetectorFindsWhatIsNotEscaped() {
    #expect(hidden(in: Self.hostile).map(\.value) == [0x1b, 7, 0x202e, 0x9b])
    #expect(hidden(in: Self.hostile, lines: false).contains("\n"))
  }

  @Test func testsInTAP() {
    let lines = report.tap.split(separator: "\n")
    #expect(hidden(in: report.tap).isEmpty)
    #expect(lines.filter { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }.count == 4)
    #expect(!lines.contains("ok 2 - forged"))
  }

  @Test func testsAsText() {
    let text = report.files[0].text(on: canvas)
    #expect(hidden(in: text).isEmpty, "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { !$0.hasPrefix("ok 2") })
  }

  @Test func testsInJUnit() throws {
    #expect(hidden(in: report.junit).isEmpty)
    #expect(report.junit.split(separator: "\n").allSatisfy { $0.drop { $0 == " " }.hasPrefix("<") })
    #expect(report.junit.contains("\\x1b]0;owned\\x07") && report.junit.contains("&#10;"))
  }

  @Test func probes() {
    var report = ProbeReport.fixture(
      Self.hostile, children: [Self.hostile], executable: Self.hostile)
    report.lastLine = Self.hostile
    report.missed = [(ProbeCase(.term, from: .host, to: .pid1), Self.hostile)]
    #expect(hidden(in: report.text(on: canvas)).isEmpty)
    #expect(hidden(in: report.json([])).isEmpty && hidden(in: report.junit([], began: 0)).isEmpty)
    let comparison = Comparison([report, .fixture("other", caught: [.term])])
    #expect(hidden(in: comparison.text(on: canvas)).isEmpty)
  }

  @Test func jsonKeepsTheTexts() throws {
    let report = ProbeReport.fixture(Self.hostile)
    let json = try JSONSerialization.jsonObject(with: Data(report.json([]).utf8)) as? [String: Any]
    #expect(json?["program"] as? String == Self.hostile)
  }

  @Test func commands() {
    let command = BoxListing.command([Array(Self.hostile.utf8), [0xff], []])
    #expect(hidden(in: command, lines: false).isEmpty)
    #expect(command.hasSuffix(" '\\xff' ''"))
  }

  @Test func standardOutputTakesOnlyLinesAndColours() {
    let painted = Canvas(width: 80, hasColour: true, isUnicode: true).paint("a", .red, bold: true)
    #expect(Canvas.printable("\(painted)\nb") == "\(painted)\nb")
    #expect(Canvas.printable("a\u{1b}[2Jb\u{9b}\r") == "a\\x1b[2Jb\\u{9b}\\x0d")
  }
}
