import Testing

@testable import SignalModel

struct SignalCountsTests {
  @Test func countsSaturate() {
    var counts = SignalCounts()
    for _ in 0..<3 { counts.add(.term, .max) }
    #expect(counts[.term] == SignalCounts.most)
    counts.add(.term)
    counts.add(counts)
    #expect(counts[.term] == SignalCounts.most && counts[.int] == 0)
    counts.add(.int, -1)
    counts.add(.int, .min)
    #expect(!counts.contains(.int))
  }

  @Test func onlySome() {
    var counts = SignalCounts()
    counts.add(.term, 2)
    counts.add(.int, 3)
    let some = counts.only(SignalSet([.int, .hup]))
    #expect(some.signals == [.int] && some[.int] == 3)
    #expect(counts.only(.empty).isEmpty)
  }
}
