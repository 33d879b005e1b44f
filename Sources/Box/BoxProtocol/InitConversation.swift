/// What the host believes of the messages of a box whose program runs.
///
/// A message is a claim. The kernel says which process sent it, and this says whether that process
/// may send it now. What a claim says of signals is compared with /proc by `Observer`.
package struct InitConversation: Sendable {
  /// The most bytes of a message.
  package static let most = 65536 + 64

  package enum State: Equatable, Sendable {
    case running
    /// PID 1 has reported the end of the program below it.
    case ended
  }

  package private(set) var state = State.running
  /// Whether the program sent what it may not send: nothing else that it sends counts.
  package private(set) var isBroken = false
  private let pid1: Int32
  private let isOrdinary: Bool
  private let key: [UInt8]
  /// The process that reports for the program; nil until it sends something.
  private var program: Int32?

  /// - Parameters:
  ///   - pid1: PID 1 of the box, as the host numbers it.
  ///   - isOrdinary: Whether the program runs below PID 1, which is sigbox itself then.
  ///   - key: What messages of extension modules start with; empty if there are none.
  package init(pid1: Int32, isOrdinary: Bool, key: [UInt8] = []) {
    self.pid1 = pid1
    self.isOrdinary = isOrdinary
    self.key = key
    program = isOrdinary ? nil : pid1
  }

  /// Takes a message.
  ///
  /// - Parameters:
  ///   - bytes: The message.
  ///   - sender: The process that sent it, as the host numbers it.
  /// - Returns: What it says; nil if it does not count.
  package mutating func take(_ bytes: [UInt8], from sender: Int32) -> InitMessage? {
    guard state == .running, sender > 0 else { return nil }
    if isOrdinary, sender == pid1 { return takeEnd(bytes) }
    guard !isBroken, sender == program ?? sender else { return nil }
    program = sender
    guard bytes.count <= Self.most, let message = InitMessage(decoding: bytes) else {
      isBroken = true
      return nil
    }
    switch message {
    case .waiting, .began: return message
    case .extensionData(let data):
      guard !key.isEmpty else { return nil }
      if data.starts(with: key) { return .extensionData(Array(data.dropFirst(key.count))) }
    // These come before the program runs, or from PID 1 above it.
    case .failed, .started, .terminal, .programEnded: break
    }
    isBroken = true
    return nil
  }

  /// Takes a message of a PID 1 that only reaps.
  private mutating func takeEnd(_ bytes: [UInt8]) -> InitMessage? {
    guard let message = InitMessage(decoding: bytes), case .programEnded = message else {
      return nil
    }
    state = .ended
    return message
  }
}
