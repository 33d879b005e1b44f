/// The number of times that each signal was handled.
package struct SignalCounts: Equatable, Sendable {
  /// Indexed by signal number; empty until a signal is counted.
  private var counts: [Int] = []

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }

  /// The counted signals in the order of their numbers.
  package var signals: [Signal] { Signal.all.filter(contains) }

  package subscript(signal: Signal) -> Int {
    counts.isEmpty ? 0 : counts[Int(signal.number)]
  }

  package func contains(_ signal: Signal) -> Bool { self[signal] > 0 }

  /// The highest count; a signal that was handled more often keeps it.
  package static let most = Int(UInt32.max)

  /// Adds to the count of a signal, up to ``most``.
  package mutating func add(_ signal: Signal, _ count: Int = 1) {
    guard count > 0 else { return }
    if counts.isEmpty { counts = Array(repeating: 0, count: Int(Signal.numbers.upperBound) + 1) }
    let (sum, overflow) = counts[Int(signal.number)].addingReportingOverflow(count)
    counts[Int(signal.number)] = overflow ? Self.most : min(sum, Self.most)
  }

  package mutating func add(_ others: SignalCounts) {
    for signal in others.signals { add(signal, others[signal]) }
  }

  /// Only the counts of some signals.
  package func only(_ signals: SignalSet) -> SignalCounts {
    var counts = SignalCounts()
    for signal in self.signals where signals.contains(signal) { counts.add(signal, self[signal]) }
    return counts
  }
}
