internal import BoxHost
internal import SignalModel
internal import Linux

extension Observer {
  /// Makes an orphan in the box and observes what PID 1 does when it ends.
  ///
  /// - Parameter limit: How long the orphan is observed as a zombie.
  /// - Returns: What PID 1 did, and how long the orphan was a zombie.
  /// - Throws: EAGAIN or ESRCH if the orphan cannot be made; what wait(2) throws.
  package func careForOrphan(within limit: Duration) throws -> (care: OrphanCare, time: Duration) {
    guard termination == nil, let box = process.box else { return (.ends, .zero) }
    let orphan = try box.makeOrphan()
    var end: Instant?
    while termination == nil {
      guard let status = ProcFiles.status(of: orphan), status.parent == box.process.pid
      else { return (.reaps, end.map { .now - $0 } ?? .zero) }
      if status.isLive { end = nil } else if end == nil { end = .now }
      if let end, Instant.now - end > limit { return (.leavesZombies, limit) }
      try wait(.milliseconds(2))
    }
    return (.ends, end.map { .now - $0 } ?? .zero)
  }
}
