package import SignalModel
internal import Linux
internal import SystemPackage

extension RunningBox {
  package enum AttachOutcome: Sendable {
    /// The box has ended; nil if its monitor was killed.
    case ended(Termination?)
    /// The caller typed Ctrl-P Ctrl-Q or sent INT repeatedly; the box continues to run.
    case detached
  }

  /// Follows the output of the box, and passes the caller's input and signals to it.
  ///
  /// - Parameters:
  ///   - directory: The files of the box.
  ///   - endsAtInterrupt: Called at each INT; if it returns true, the caller detaches and the INT is
  ///     not passed on.
  ///   - onBytes: Called with the output.
  /// - Returns: Why the attachment ended.
  /// - Throws: ENOENT if there is no such box; what `onBytes` throws.
  package func attach(
    at directory: BoxDirectory, endsAtInterrupt: @escaping () -> Bool,
    onBytes: ([UInt8]) throws -> Void
  ) throws -> AttachOutcome {
    let signals = try Watch.collectSignals()
    return try Guardian.restoring(.standardInput) {
      let input = try CallerInput(for: directory, isTerminal: record.hasTerminal)
      defer { input.finish() }
      let terminal = record.hasTerminal ? Terminals.input(of: process.pid) : nil
      let terminalInput = terminal.descriptor
      if let terminal = terminalInput { Terminals.copySize(from: .standardInput, to: terminal) }
      var isLeft = false
      let termination = try directory.readLogs(until: self, isFromNow: true, onBytes: onBytes) {
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
