internal import SignalModel
internal import Linux
internal import SystemPackage

extension Box {
  /// Makes a process in the box that loses its parent and ends, which leaves it to PID 1.
  ///
  /// - Returns: Its pid on the host.
  /// - Throws: EAGAIN, and ESRCH where PID 1 has ended.
  package func makeOrphan() throws -> Int32 {
    var pipe = try Pipe()
    let joiner = try Cloning.fork {
      do {
        try Cloning.join(isRootless ? [.pid, .user] : .pid, of: process)
        let parent = try Cloning.fork {
          let orphan = try? Cloning.fork {
            // Until its parent has gone, whose copy of the other end is the last.
            _ = try? Descriptors.close(pipe.writing)
            while CurrentProcess.parent != 1 {
              _ = Polling.wait(for: [], until: .now + .milliseconds(1))
            }
            CurrentProcess.exit(0)
          }
          try? FileContents.write("\(orphan ?? 0)", to: pipe.writing)
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
    // Reaped already, by a PID 1 that was faster.
    return found ?? 0
  }
}
