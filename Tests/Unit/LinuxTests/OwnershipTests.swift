import Foundation
import Linux
import SystemPackage
import Testing

/// Every owner closes its descriptors at the end of its lifetime, also when an error ends it.
///
/// Each test runs in a process of its own, whose descriptors nothing else opens or closes.
struct OwnershipTests {
  @Test func theCountSeesAnOpenDescriptor() async {
    await #expect(processExitsWith: .success) {
      let before = openDescriptors()
      let (reading, writing) = try Linux.Pipe().release()
      #expect(openDescriptors() == before + 2)
      try Descriptors.close(reading)
      try Descriptors.close(writing)
      #expect(openDescriptors() == before)
    }
  }

  @Test func nothingStaysOpen() async {
    await #expect(processExitsWith: .success) {
      let before = openDescriptors()
      func use(failing: Bool) throws {
        var pipe = try Linux.Pipe()
        pipe.closeWriting()
        let sockets = try MessageSocketPair()
        let end = sockets.parentEnd()
        _ = try OwnedProcess(pid: CurrentProcess.pid)
        let file = try Descriptors.memoryFile()
        let watch = try FileWatch("/tmp/x", alsoWith: ".lua")
        var several = OwnedDescriptors()
        several.append(try Descriptors.memoryFile())
        let terminal = try Pseudoterminal()
        #expect(openDescriptors() > before)
        if failing { throw SystemError("test", .noSuchProcess) }
        _ = (pipe.reading, end.descriptor, file.descriptor, watch.descriptor)
        _ = (several.descriptors, terminal.masterEnd().descriptor)
      }
      try use(failing: false)
      #expect(openDescriptors() == before)
      #expect(throws: SystemError.self) { try use(failing: true) }
      #expect(openDescriptors() == before)
    }
  }
}

/// How many descriptors this process has open, the one that counts them not included.
private func openDescriptors() -> Int {
  ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0) - 1
}
