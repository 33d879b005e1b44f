package import SignalModel
internal import Linux
internal import SystemPackage

extension RunningBox {
  /// How an attached caller's time with a box ended.
  package enum AttachOutcome: Sendable {
    /// The box has ended; nobody knows how where its monitor was killed.
    case ended(Termination?)
    /// The caller has typed Ctrl-P Ctrl-Q, or an INT was the last, and the box continues.
    case detached
  }

  /// Shows what the box writes from now on, and passes the caller's input and signals on to it.
  ///
  /// - Parameters:
  ///   - place: The files of the box.
  ///   - endsAtInterrupt: Asked before an INT is passed on; the caller leaves instead if it says so.
  ///   - onBytes: Told of what it writes.
  /// - Returns: Why that came to an end.
  /// - Throws: ENOENT for a box that is not there; what `onBytes` throws.
  package func attach(
    at place: BoxDirectory, endsAtInterrupt: @escaping () -> Bool, onBytes: ([UInt8]) throws -> Void
  ) throws -> AttachOutcome {
    let signals = try Watch.collectSignals()
    return try Guardian.restoring(.standardInput) {
      let input = try CallerInput(for: place, isTerminal: record.hasTerminal)
      defer { input.finish() }
      let terminal = record.hasTerminal ? Terminals.input(of: process.pid) : nil
      let terminalInput = terminal.descriptor
      if let terminal = terminalInput { Terminals.copySize(from: .standardInput, to: terminal) }
      var isLeft = false
      let termination = try place.readLogs(until: self, isFromNow: true, onBytes: onBytes) {
        deadline in
        let readable = Polling.wait(
          for: [self.process.descriptor, signals.descriptor] + input.descriptors, until: deadline)
        Watch.passOn(signals.descriptor, terminalInput) { signal in
          if signal == .int, endsAtInterrupt() { isLeft = true }
          if !isLeft { try self.process.send(signal) }
        }
        return input.pass(readable) && !isLeft
      }
      return input.isDetached || isLeft ? .detached : .ended(termination)
    }
  }
}

/// What an attached caller types, on its way to the box.
private final class CallerInput {
  private let caller: CallerTerminal?
  private let pipe: OwnedDescriptor?
  private var typed: InputQueue?
  private var keys = DetachKeys()
  private(set) var isDetached = false

  init(for place: BoxDirectory, isTerminal: Bool) throws {
    pipe = try? place.openInput()
    typed = try pipe.descriptor.map { try InputQueue(to: $0) }
    caller = isTerminal ? try CallerTerminal() : nil
  }

  var descriptors: [FileDescriptor] { typed?.isFull == false ? [.standardInput] : [] }

  /// Passes on what can be read, and tells whether the caller stays.
  func pass(_ readable: [FileDescriptor]) -> Bool {
    typed?.flush()
    guard readable.contains(.standardInput) else { return true }
    guard let bytes = Descriptors.readUntilEnd(.standardInput) else {
      typed = nil
      return true
    }
    guard caller != nil else {
      typed?.add(bytes)
      return true
    }
    let (passed, isLast) = keys.pass(bytes)
    typed?.add(passed)
    isDetached = isLast
    return !isLast
  }

  func finish() { caller?.restore() }
}
