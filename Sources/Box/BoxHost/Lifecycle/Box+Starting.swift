internal import Sandbox
internal import SignalModel
internal import Linux
internal import SystemPackage

extension Box {
  /// Waits until the init has sent something or ended, while the box is made.
  ///
  /// No program runs in the box yet: whatever was stopped there is continued.
  ///
  /// - Throws: ``BoxFailure`` if the caller is asked to end meanwhile.
  func waitForInit() throws(BoxFailure) {
    let start = Instant.now
    while Polling.wait(for: [socket.descriptor], until: .now + .milliseconds(100)).isEmpty {
      for member in process.members {
        try? OwnedProcess(pid: member.hostPid).process.continueIfStopped()
      }
      // A signal that comes early is passed on later, unless this takes too long.
      if Watch.isAskedToEnd, .now - start > .seconds(3) {
        throw BoxFailure(status: 125, "interrupted while the box was made")
      }
    }
  }
}
