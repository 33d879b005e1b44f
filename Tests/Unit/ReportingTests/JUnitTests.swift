import SignalModel
import Testing

@testable import Experiments
@testable import Probing
@testable import Reporting

/// JUnit reports are valid for the readers that CI systems use, and never look better than the run.
struct JUnitTests {
  /// The start tag of the first suite.
  private func suite(_ text: String) -> String {
    text.split(separator: "\n").first { $0.hasPrefix("<testsuite ") }.map(String.init) ?? ""
  }

  @Test(arguments: [
    "<testsuite/>", "<testsuites><testsuite name=\"a\" tests=\"0\" failures=\"0\"/></testsuites>",
    "<testsuites>x</testsuites>", "<testsuites><testcase/></testsuites>", "<testsuites>",
  ])
  func theDetectorFindsWhatIsNotValid(text: String) {
    #expect(!JUnitSchema.problems(in: text).isEmpty)
  }

  @Test func probe() throws {
    let expectation = try Expectation(parsing: "TERM exits 1")
    var report = ProbeReport.fixture(
      "a <b> & \"c\"\u{7}", caught: [.term], signals: [.term, .kill])
    report.missed = [(ProbeCase(.int, from: .inside, to: .pid1), "exited 0")]
    let text = report.junit([(expectation, expectation.check(report))], began: 1_796_056_980)
    #expect(JUnitSchema.problems(in: text) == [])
    #expect(text.contains(" timestamp=\"2026-11-30T16:43:00\""))
    #expect(
      suite(text).contains(" tests=\"10\" failures=\"1\" errors=\"0\" skipped=\"1\" "), "\(text)")
    #expect(text.contains("<failure type=\"failure\" message=\"observed: handled\"/>"))
    #expect(text.contains("message=\"the program ended before the signal: exited 0\""))
  }

  @Test func aProbeWithoutSignalsIsAnError() {
    var report = ProbeReport.fixture("false", signals: [], start: .ended(.exited(1)))
    #expect(JUnitSchema.problems(in: report.junit([], began: 0)) == [])
    #expect(
      suite(report.junit([], began: 0)).contains(" tests=\"2\" failures=\"0\" errors=\"2\" "))
    report = .fixture("once", signals: [])
    report.missed = [(ProbeCase(.term, from: .host, to: .pid1), "exited 0")]
    #expect(
      suite(report.junit([], began: 0)).contains(" tests=\"1\" failures=\"0\" errors=\"1\" "))
  }

  @Test func experiments() {
    var report = TestReport(seed: 1)
    let tests = TestResult.Verdict.allCases.map {
      TestResult(name: "a \($0)", verdict: $0, message: "b\nc", duration: .milliseconds(1500))
    }
    report.files = [
      FileResult(file: "x.lua", round: 1, tests: tests),
      FileResult(file: "x.lua", round: 2, tests: []),
    ]
    #expect(JUnitSchema.problems(in: report.junit) == [])
    #expect(
      suite(report.junit).contains(
        " tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"6.0\""))
    #expect(report.junit.contains("name=\"x.lua (run 2)\" package=\"sigbox\" id=\"1\" tests=\"0\""))
  }

  @Test func noExperimentIsAnError() {
    var report = TestReport(seed: 1)
    report.files = [FileResult(file: "empty.lua", round: 1, tests: [])]
    #expect(JUnitSchema.problems(in: report.junit) == [])
    #expect(report.junit.contains("<error type=\"error\" message=\"no experiment was found\"/>"))
    #expect(!report.hasPassed)
  }

  @Test func testAnythingProtocol() {
    var report = TestReport(seed: 1)
    #expect(report.tap == "TAP version 13\n1..0 # SKIP no experiment was found")
    report.files = [
      FileResult(
        file: #"a\b.lua"#, round: 1,
        tests: [
          TestResult(name: "is #1 # TODO", verdict: .pass),
          TestResult(name: "is later", verdict: .skipped, message: "#2\u{1b}[2J"),
          TestResult(name: "is wrong", verdict: .fail, message: "a\u{1b}\nnot ok 9"),
        ])
    ]
    #expect(
      report.tap == ##"""
        TAP version 13
        1..3
        ok 1 - a\\b.lua: is \#1 \# TODO
        ok 2 - a\\b.lua: is later # SKIP \#2\\x1b[2J
        not ok 3 - a\\b.lua: is wrong
        # a\x1b
        # not ok 9
        """##)
  }
}
