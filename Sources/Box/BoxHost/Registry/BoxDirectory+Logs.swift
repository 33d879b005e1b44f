package import SignalModel
package import Linux
internal import SystemPackage

extension BoxDirectory {
  /// Reads the output of a box.
  ///
  /// - Parameters:
  ///   - box: The box to follow until its end; nil to read only the existing output.
  ///   - isFromNow: Whether the existing output is skipped.
  ///   - onBytes: Called with the output, in order.
  ///   - pause: Waits for more output until a deadline, and returns whether to continue; nil waits
  ///     for the end of the box.
  /// - Returns: How the box ended; nil if that is not known, or the box was not followed.
  /// - Throws: ENOENT if there is no such box; what `onBytes` throws.
  @discardableResult
  package func readLogs(
    until box: RunningBox?, isFromNow: Bool = false, onBytes: ([UInt8]) throws -> Void,
    pause: ((Instant) throws -> Bool)? = nil
  ) throws -> Termination? {
    let end = try box.map { _ in try ExitWaiter(of: self) }
    var current = try LogReader(self, Name.log)
    if isFromNow {
      try current.skip()
    } else {
      try oldLog()?.copy(onBytes)
    }
    while true {
      let isLast = box?.hasEnded(by: .now) != false
      let termination = isLast ? try end?.wait() : nil
      try current.copy(onBytes)
      // The log may have been renamed, and a new one begun.
      if let next = try? LogReader(self, Name.log), !current.isSame(as: next) {
        try current.copy(onBytes)
        current = next
        try current.copy(onBytes)
      }
      if isLast { return termination }
      let deadline = Instant.now + .milliseconds(20)
      if let pause {
        guard try pause(deadline) else { return nil }
      } else {
        _ = box?.hasEnded(by: deadline)
      }
    }
  }

  private func oldLog() throws(SystemError) -> LogReader? {
    do throws(SystemError) {
      return try LogReader(self, Name.oldLog)
    } catch let error where error.errno == .noSuchFileOrDirectory {
      return nil
    }
  }
}
