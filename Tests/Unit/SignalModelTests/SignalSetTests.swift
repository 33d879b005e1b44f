import Testing

@testable import SignalModel

struct SignalSetTests {
  @Test func bitsAreTheKernels() {
    #expect(SignalSet([.term]).hex == "0000000000004000")
    #expect(SignalSet(hex: "fffffffd7fc1feff")?.contains(.kill) == false)
    #expect(SignalSet(hex: "fffffffd7fc1feff")?.signals.count == 56)
    #expect(SignalSet(hex: "8000000000000000")?.signals.map(\.number) == [64])
    #expect(SignalSet(hex: "nonsense") == nil)
  }

  @Test func changes() {
    var set = SignalSet([.hup, .term])
    set.insert(.kill)
    set.remove(.hup)
    #expect(set.signals == [.kill, .term])
    #expect(set.union(SignalSet([.hup])).signals == [.hup, .kill, .term])
    #expect(set.subtracting(SignalSet([.kill])).signals == [.term])
    #expect(SignalSet.empty.isEmpty && !SignalSet.full.isEmpty)
  }

  @Test func describesRuns() {
    #expect(SignalSet([.int, .chld]).description == "INT CHLD")
    #expect(SignalSet(bits: 0b11111).description == "HUP..TRAP")
    #expect(SignalSet.empty.description == "none")
    #expect(SignalSet.full.description == "HUP..RTMAX")
  }
}
