internal import BoxProtocol
internal import SignalModel
internal import Linux
internal import SystemPackage

extension Box {
  /// Makes a process in the box whose parent exits, and that exits then: PID 1 has to reap it.
  ///
  /// - Returns: Its pid on the host; 0 if PID 1 has reaped it already.
  /// - Throws: EAGAIN; ESRCH if PID 1 has ended.
  package func makeOrphan() throws -> Int32 {
    var pipe = try Pipe()
    // A closure that captures the pipe itself closes it in the child.
    let writing = pipe.writing
    let joiner = try Cloning.fork {
      do {
        // The caller must see its zombie.
        try Capabilities.allowTracing(restrictions.keepsIds)
        try Cloning.join(restrictions.hasUserNamespace ? [.pid, .user] : .pid, of: process)
        let parent = try Cloning.fork {
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
        _ = try OwnedProcess(pid: parent).reap()
      } catch {
        CurrentProcess.exit(1)
      }
      CurrentProcess.exit(0)
    }
    pipe.closeWriting()
    let text = String(decoding: try FileContents.read(pipe.reading), as: UTF8.self)
    _ = try OwnedProcess(pid: joiner).reap()
    let found = ProcFiles.children(of: process.pid).first {
      ProcFiles.status(of: $0)?.pidsByNamespace.last == Int32(text)
    }
    return found ?? 0
  }
}
