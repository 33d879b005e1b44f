/// A set of signals in the kernel's form: bit n-1 stands for signal n.
///
/// Source: the kernel's `sigset_t`; the SigPnd, ShdPnd, SigBlk, SigIgn and SigCgt fields of
/// proc_pid_status(5).
public struct SignalSet: Hashable, Sendable {
  /// The 64 bits of the set.
  public var bits: UInt64

  /// Creates a set from the kernel's bits.
  public init(bits: UInt64) { self.bits = bits }

  /// Creates a set of the given signals.
  public init(_ signals: [Signal]) {
    bits = 0
    for signal in signals { bits |= signal.bit }
  }

  /// Parses hexadecimal digits as in /proc/PID/status; returns nil for any other text.
  public init?(hex: some StringProtocol) {
    guard let bits = UInt64(hex, radix: 16) else { return nil }
    self.bits = bits
  }

  /// The empty set.
  public static let empty = SignalSet(bits: 0)
  /// The set of all 64 signals.
  public static let full = SignalSet(bits: .max)

  /// Returns whether the set contains a signal, like sigismember(3).
  public func contains(_ signal: Signal) -> Bool { bits & signal.bit != 0 }

  /// Adds a signal, like sigaddset(3).
  public mutating func insert(_ signal: Signal) { bits |= signal.bit }

  /// Removes a signal, like sigdelset(3).
  public mutating func remove(_ signal: Signal) { bits &= ~signal.bit }

  /// Removes the signals of another set.
  public mutating func subtract(_ other: SignalSet) { bits &= ~other.bits }

  /// Returns the signals of either set.
  public func union(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits | other.bits) }

  /// Returns the signals of this set that are not in the other one.
  public func subtracting(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits & ~other.bits) }

  /// Returns the signals that are in both sets.
  public func intersection(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits & other.bits) }

  /// Whether the set contains no signal.
  public var isEmpty: Bool { bits == 0 }

  /// The signals in the order of their numbers.
  public var signals: [Signal] { Signal.all.filter(contains) }

  /// The bits as 16 hexadecimal digits, as in /proc/PID/status.
  public var hex: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Signal {
  fileprivate var bit: UInt64 { 1 << UInt64(number - 1) }
}

extension SignalSet: CustomStringConvertible {
  /// The names of the signals: `HUP..TRAP CHLD`, or `none` for the empty set.
  ///
  /// Three or more signals in a row are written as a range.
  public var description: String {
    var runs: [ClosedRange<Int32>] = []
    for signal in signals {
      if let last = runs.last, last.upperBound == signal.number - 1 {
        runs[runs.count - 1] = last.lowerBound...signal.number
      } else {
        runs.append(signal.number...signal.number)
      }
    }
    let words = runs.flatMap { run -> [String] in
      let names = run.compactMap { Signal(number: $0)?.name }
      guard names.count > 2, let first = names.first, let last = names.last else { return names }
      return ["\(first)..\(last)"]
    }
    return words.isEmpty ? "none" : words.joined(separator: " ")
  }
}
