internal import SignalModel
internal import Linux

extension Target {
  /// Adds the signals for which threads of the process wait in sigtimedwait(2).
  ///
  /// - Parameters:
  ///   - threads: The ids of its threads, the main thread first.
  ///   - pid: The process.
  /// - Returns: Whether the caller is permitted to read them.
  mutating func addAwaited(by threads: [Int32], of pid: Int32) -> Bool {
    for thread in threads {
      guard let signals = ProcFiles.awaitedSignals(by: thread, of: pid) else { return false }
      if thread == pid {
        awaited = awaited.union(signals)
      } else {
        otherAwaited = otherAwaited.union(signals)
      }
    }
    return true
  }
}
