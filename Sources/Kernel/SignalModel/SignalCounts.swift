/// How often each signal was handled.
public struct SignalCounts: Equatable, Sendable {
  /// By the numbers of the signals, or none where nothing was counted.
  private var counts: [Int] = []

  /// Counts nothing yet.
  public init() {}

  /// Whether none was handled.
  public var isEmpty: Bool { counts.isEmpty }

  /// The signals that were, by their numbers.
  public var signals: [Signal] { Signal.all.filter(contains) }

  /// How often one was.
  public subscript(signal: Signal) -> Int {
    counts.isEmpty ? 0 : counts[Int(signal.number)]
  }

  /// Whether one was.
  public func contains(_ signal: Signal) -> Bool { self[signal] > 0 }

  /// Counts a signal.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - count: How many times.
  public mutating func add(_ signal: Signal, _ count: Int = 1) {
    guard count > 0 else { return }
    if counts.isEmpty { counts = Array(repeating: 0, count: Int(Signal.numbers.upperBound) + 1) }
    counts[Int(signal.number)] += count
  }

  /// Adds up.
  public mutating func add(_ others: SignalCounts) {
    for signal in others.signals { add(signal, others[signal]) }
  }
}
