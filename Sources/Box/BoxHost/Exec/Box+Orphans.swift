internal import BoxProtocol
internal import SignalModel
internal import Linux
internal import SystemPackage

extension Box {
  /// Makes a process in the box whose parent exits, and that exits then: PID 1 has to reap it.
  ///
  /// - Returns: Its pid on the host; 0 if PID 1 has reaped it already.
  /// - Throws: EAGAIN; ESRCH if PID 1 has ended; ETIMEDOUT if the box holds up its parent.
  package func makeOrphan() throws -> Int32 {
    let pipe = try Pipe()
    // A closure that captures the pipe itself closes it in the child.
    let (reading, writing) = (pipe.reading, pipe.writing)
    let companion = try Companion(keeping: [process.descriptor, writing]) {
      // The caller must see its zombie.
      try Capabilities.allowTracing(restrictions.keepsIds)
      try Cloning.join(restrictions.hasUserNamespace ? [.pid, .user] : .pid, of: process)
      return nil
    } program: { _, _ in
      let orphan = try? Cloning.fork {
        // Waits for the exit of its parent.
        _ = try? Descriptors.close(writing)
        while CurrentProcess.parent != 1 {
          _ = Polling.wait(for: [], until: .now + .milliseconds(1))
        }
        CurrentProcess.exit(0)
      }
      try? FileContents.write("\(orphan ?? 0)", to: writing)
      CurrentProcess.exit(0)
    }
    _ = try companion.end(by: .now + .seconds(4))
    companion.reap()
    guard !Polling.wait(for: [reading], until: .now).isEmpty else { return 0 }
    let text = String(decoding: try Descriptors.read(reading), as: UTF8.self)
    return ProcFiles.children(of: process.pid).first {
      ProcFiles.status(of: $0)?.pidsByNamespace.last == Int32(text)
    } ?? 0
  }
}
