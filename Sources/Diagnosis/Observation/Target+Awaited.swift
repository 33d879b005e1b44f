internal import SignalModel
internal import Linux

extension Target {
  /// Adds the signals for which threads of the process wait in sigtimedwait(2).
  ///
  /// - Parameters:
  ///   - threads: The ids of its threads, the main thread first.
  ///   - pid: The process.
  /// - Returns: The signals by waiting thread; nil if the caller is not permitted to read them.
  mutating func addAwaited(by threads: [Int32], of pid: Int32) -> [Int32: SignalSet]? {
    var waiters: [Int32: SignalSet] = [:]
    for thread in threads {
      guard let signals = ProcFiles.awaitedSignals(by: thread, of: pid) else { return nil }
      guard !signals.isEmpty else { continue }
      waiters[thread] = signals
      if thread == pid {
        awaited = awaited.union(signals)
      } else {
        otherAwaited = otherAwaited.union(signals)
      }
    }
    return waiters
  }
}
