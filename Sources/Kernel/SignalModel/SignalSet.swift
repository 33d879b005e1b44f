/// A set of signals, as the kernel keeps it: bit n-1 stands for signal n.
///
/// Source: `sigset_t` of the kernel; the Sig* and Shd* lines of proc_pid_status(5).
public struct SignalSet: Hashable, Sendable {
  /// The kernel's 64 bits.
  public var bits: UInt64

  /// Makes a set of the kernel's bits.
  public init(bits: UInt64) { self.bits = bits }

  /// Makes a set of signals.
  public init(_ signals: [Signal]) {
    bits = 0
    for signal in signals { bits |= signal.bit }
  }

  /// Reads the hexadecimal form of /proc/PID/status, or gives nil.
  public init?(hex: some StringProtocol) {
    guard let bits = UInt64(hex, radix: 16) else { return nil }
    self.bits = bits
  }

  /// No signal.
  public static let empty = SignalSet(bits: 0)
  /// All 64.
  public static let full = SignalSet(bits: .max)

  /// Whether the set holds the signal (sigismember(3)).
  public func contains(_ signal: Signal) -> Bool { bits & signal.bit != 0 }

  /// Adds a signal (sigaddset(3)).
  public mutating func insert(_ signal: Signal) { bits |= signal.bit }

  /// Takes a signal out (sigdelset(3)).
  public mutating func remove(_ signal: Signal) { bits &= ~signal.bit }

  /// Takes the signals of another set out.
  public mutating func subtract(_ other: SignalSet) { bits &= ~other.bits }

  /// The signals of either set.
  public func union(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits | other.bits) }

  /// The signals of this set that the other lacks.
  public func subtracting(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits & ~other.bits) }

  /// The signals of both sets.
  public func intersection(_ other: SignalSet) -> SignalSet { SignalSet(bits: bits & other.bits) }

  /// Whether the set holds no signal.
  public var isEmpty: Bool { bits == 0 }

  /// The signals in the order of their numbers.
  public var signals: [Signal] { Signal.all.filter(contains) }

  /// Sixteen hexadecimal digits, as /proc/PID/status prints them.
  public var hex: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Signal {
  fileprivate var bit: UInt64 { 1 << UInt64(number - 1) }
}

extension SignalSet: CustomStringConvertible {
  /// The names, runs of three and more shortened: `HUP..TRAP CHLD`; `none` for the empty set.
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
