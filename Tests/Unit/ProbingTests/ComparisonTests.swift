import SignalModel
import Testing

@testable import Probing

struct ComparisonTests {
  private let plain = ProbeReport.fixture("plain")
  private let handler = ProbeReport.fixture(
    "handler", caught: [.term], effects: [.term: .exited(0)])

  @Test func equalProgramsDifferInNothing() {
    let comparison = Comparison([plain, plain, plain])
    #expect(comparison.differences.isEmpty)
    #expect(comparison.sameCount == (256, 256))
  }

  @Test func onlyWhatDiffersIsARow() throws {
    let comparison = Comparison([plain, handler])
    #expect(comparison.sameCount == (252, 256))
    #expect(comparison.differences.map(\.role) == [.pid1, .ordinary])
    let row = try #require(comparison.differences.first)
    #expect(row.signals == [.term] && row.origins == [.inside, .host])
    #expect(row.results.map { $0?.verdict } == [.dropped, .exited(0)])
    #expect(comparison.differences[1].results.map { $0?.verdict } == [.killed(.term), .exited(0)])
  }

  @Test func fromInsideAndFromTheHostAreTwoRowsWhereTheyDiffer() {
    var slow = handler
    slow.see(.handled, of: .term, after: .seconds(1))
    let rows = Comparison([plain, slow]).differences
    #expect(rows.map(\.origins) == [[.inside], [.host], [.inside, .host]])
  }

  @Test func whatOneNeverTriedIsADifference() {
    #expect(!Comparison([plain, .fixture(signals: [.term])]).differences.isEmpty)
  }
}
