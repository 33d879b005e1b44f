internal import BoxHost
internal import SignalModel
internal import Linux

extension Observer {
  /// What PID 1 does with an orphan that ends.
  ///
  /// - Throws: What making the orphan throws: EAGAIN, ESRCH.
  package func careForOrphan() throws -> OrphanCare {
    guard termination == nil, let box = subject.box else { return .ends }
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
