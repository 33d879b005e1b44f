/// How often each signal was handled.
public struct SignalCounts: Equatable, Sendable {
  private var counts: [Signal: Int] = [:]

  /// Counts nothing yet.
  public init() {}

  /// Whether none was handled.
  public var isEmpty: Bool { counts.isEmpty }

  /// The signals that were, by their numbers.
  public var signals: [Signal] { counts.keys.sorted() }

  /// How often one was.
  public subscript(signal: Signal) -> Int { counts[signal] ?? 0 }

  /// Whether one was.
  public func contains(_ signal: Signal) -> Bool { self[signal] > 0 }

  /// Counts a signal.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - count: How many times.
  public mutating func add(_ signal: Signal, _ count: Int = 1) {
    if count > 0 { counts[signal, default: 0] += count }
  }

  /// Adds up.
  public mutating func add(_ others: SignalCounts) {
    counts.merge(others.counts, uniquingKeysWith: +)
  }
}
