internal import BoxHost
internal import SignalModel
internal import Linux

extension Observer {
  /// Makes an orphan in the box and observes what PID 1 does when it ends.
  ///
  /// - Throws: EAGAIN or ESRCH if the orphan cannot be made; what wait(2) throws.
  package func careForOrphan() throws -> OrphanCare {
    guard termination == nil, let box = process.box else { return .ends }
    let orphan = try box.makeOrphan()
    var since: Instant?
    while termination == nil {
      guard let status = ProcFiles.status(of: orphan), status.parent == box.process.pid
      else { return .reaps }
      if status.isLive { since = nil } else if since == nil { since = .now }
      if let since, Instant.now - since > timeouts.zombie { break }
      try wait(.milliseconds(2))
    }
    return termination == nil ? .leavesZombies : .ends
  }
}
