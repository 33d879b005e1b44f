import SignalModel
import Testing

@testable import Probing
@testable import Reporting

struct ComparisonTextTests {
  private let comparison = Comparison([
    .fixture("plain", signals: ProbeReportTests.few),
    .fixture(
      "handler", caught: [.term], effects: [.term: .exited(0)], signals: ProbeReportTests.few),
  ])

  @Test func text() {
    #expect(
      comparison.text(on: Canvas(width: 76, hasColour: false, isUnicode: false)) == """
        plain, handler: the same in 16 of 20 ways to send a signal.

        Why:
        plain: TERM as PID 1: dropped: TERM has the default disposition (no
          handler), so the kernel drops it for PID 1; any other process would end
        handler: TERM as PID 1: exited 0: TERM is caught (SigCgt): its handler runs,
          and it ended with exit code 0
        plain: TERM as an ordinary process: killed: TERM has the default
          disposition: the process ends
        handler: TERM as an ordinary process: exited 0: TERM is caught (SigCgt): its
          handler runs, and it ended with exit code 0

        way    plain    handler   signals
        PID 1  dropped  exited 0  TERM
        other  killed   exited 0  TERM
        """)
  }

  @Test func whatDiffersFromTheFirstHasColour() {
    let text = comparison.text(on: Canvas(width: 76, hasColour: true, isUnicode: false))
    #expect(text.contains("PID 1  dropped  \u{1b}[32mexited 0\u{1b}[0m  TERM"))
  }

  @Test func equalOnes() {
    let same = Comparison([comparison.reports[0], comparison.reports[0]])
    #expect(
      same.text(on: Canvas(width: 100, hasColour: false, isUnicode: false))
        == "plain, plain: the same in 20 of 20 ways to send a signal. Nothing differs.")
  }

  @Test func oneThatEndsAtOnce() {
    var ended = ProbeReport.fixture("gone", start: .ended(.exited(3)))
    ended.results = [:]
    let text = Comparison([comparison.reports[0], ended])
      .text(on: Canvas(width: 100, hasColour: false, isUnicode: false))
    #expect(text.contains("gone ends at once as PID 1: exited 3"))
  }
}
