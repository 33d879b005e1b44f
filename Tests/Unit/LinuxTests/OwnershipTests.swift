import Linux
import SystemPackage
import Testing

/// Every owner closes its descriptors at the end of its lifetime, also when an error ends it.
struct OwnershipTests {
  /// A file that nothing else in this process opens: a pipe, a socket or a file in memory.
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64

    init?(_ descriptor: FileDescriptor) {
      guard let status = try? Stat(descriptor) else { return nil }
      device = UInt64(status.deviceID.rawValue)
      inode = UInt64(status.inode.rawValue)
    }
  }

  /// How many descriptors of this process are open to one of these files.
  private static func count(of files: Set<Identity>) -> Int {
    (0..<4096).count { number in
      Identity(FileDescriptor(rawValue: number)).map(files.contains) == true
    }
  }

  private final class Opened {
    var files: Set<Identity> = []
    /// How many descriptors were open to them.
    var count = 0

    func note(_ descriptors: FileDescriptor...) {
      files = Set(descriptors.compactMap { Identity($0) })
      count = OwnershipTests.count(of: files)
    }
  }

  private func use(_ opened: Opened, failing: Bool) throws {
    var pipe = try Linux.Pipe()
    pipe.closeWriting()
    let end = try MessageSocketPair().parentEnd()
    let file = try Descriptors.memoryFile()
    var several = OwnedDescriptors()
    several.append(try Descriptors.memoryFile())
    several.append(try Descriptors.memoryFile())
    opened.note(
      pipe.reading, end.descriptor, file.descriptor, several.descriptors[0],
      several.descriptors[1])
    if failing { throw SystemError("test", .noSuchProcess) }
    _ = (pipe.reading, end.descriptor, file.descriptor, several.descriptors)
  }

  @Test(arguments: [false, true])
  func nothingStaysOpen(failing: Bool) {
    let opened = Opened()
    try? use(opened, failing: failing)
    #expect(opened.files.count == 5 && opened.count == 5, "the count sees open descriptors")
    #expect(Self.count(of: opened.files) == 0)
  }

  @Test func releasedDescriptorsStayOpen() throws {
    let (reading, writing) = try Linux.Pipe().release()
    let files = Set([reading, writing].compactMap { Identity($0) })
    #expect(Self.count(of: files) == 2)
    try reading.close()
    try writing.close()
    #expect(Self.count(of: files) == 0)
  }
}
