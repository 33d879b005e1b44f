package import SignalModel

/// A message from the init to the host.
///
/// A closed channel means that the command runs.
package enum InitMessage: Equatable, Sendable {
  /// The box could not be made, or the command not run: the exit status of sigbox, and the reason.
  case failed(status: Int32, reason: String)
  /// The script starts.
  case started
  /// The controlling end of PID 1's terminal follows, as a descriptor.
  case terminal
  /// A program that is an ordinary process below PID 1 has ended.
  case programEnded(Termination)
  /// The script is about to block, and has handled these signals since the last report.
  case waiting(handled: SignalCounts)
  /// The script's handler for this signal starts.
  case began(Signal)
  /// Bytes that an extension module of the script sent.
  case extensionData([UInt8])

  package var encoded: [UInt8] {
    switch self {
    case .failed(let status, let reason): [0, UInt8(truncatingIfNeeded: status)] + reason.utf8
    case .started: [1]
    case .terminal: [3]
    case .programEnded(.exited(let code)): [4, 0, UInt8(truncatingIfNeeded: code)]
    case .programEnded(.killed(let signal, let core)):
      [4, core ? 2 : 1, UInt8(signal.number)]
    case .waiting(let handled):
      [2]
        + handled.signals.flatMap { signal in
          [UInt8(signal.number)] + Self.bytes(of: UInt32(clamping: handled[signal]))
        }
    case .extensionData(let bytes): [5] + bytes
    case .began(let signal): [6, UInt8(signal.number)]
    }
  }

  /// Decodes a message; nil if the bytes are not one.
  package init?(decoding bytes: [UInt8]) {
    switch (bytes.first, bytes.count) {
    case (0, 2...):
      self = .failed(
        status: Int32(bytes[1]), reason: String(decoding: bytes[2...], as: UTF8.self))
    case (1, 1): self = .started
    case (3, 1): self = .terminal
    case (4, 3):
      guard bytes[1] > 0 else {
        self = .programEnded(.exited(Int32(bytes[2])))
        return
      }
      guard bytes[1] <= 2, let signal = Signal(number: Int32(bytes[2])) else { return nil }
      self = .programEnded(.killed(signal, core: bytes[1] == 2))
    case (2, _):
      guard let handled = Self.counts(bytes.dropFirst()) else { return nil }
      self = .waiting(handled: handled)
    case (5, _): self = .extensionData(Array(bytes.dropFirst()))
    case (6, 2):
      guard let signal = Signal(number: Int32(bytes[1])) else { return nil }
      self = .began(signal)
    default: return nil
    }
  }

  private static func bytes(of number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Decodes counts, which are in the order of the signals' numbers, each signal once.
  private static func counts(_ bytes: ArraySlice<UInt8>) -> SignalCounts? {
    guard bytes.count.isMultiple(of: 5) else { return nil }
    var counts = SignalCounts()
    var last: UInt8 = 0
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 5) {
      guard bytes[start] > last, let signal = Signal(number: Int32(bytes[start])) else {
        return nil
      }
      last = bytes[start]
      let count = bytes[(start + 1)..<(start + 5)].reversed().reduce(0) { $0 << 8 | Int($1) }
      counts.add(signal, count)
    }
    return counts
  }
}
