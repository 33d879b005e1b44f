import Foundation
import Linux
import SystemPackage
import Testing

/// A directory by its descriptor, in a directory that is removed at the end.
final class DirectoryDescriptorTests {
  private let place = FileManager.default.temporaryDirectory.path + "/sigbox-\(UUID().uuidString)"

  init() { mkdir(place, 0o700) }

  deinit { try? FileManager.default.removeItem(atPath: place) }

  private func open() throws -> DirectoryDescriptor {
    try DirectoryDescriptor(following: FilePath(place))
  }

  private func errno(_ body: () throws -> Void) -> Errno? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SystemError)?.errno
    }
  }

  @Test(arguments: ["", ".", "..", "/", "a/b", "../a", "a\0b"])
  func `a name cannot lead out of its directory`(name: String) {
    #expect(FileName(name) == nil)
  }

  @Test func `names need not be UTF-8`() throws {
    let name = try #require(FileName([0xff, 0x20, 0x0a]))
    let directory = try open()
    try directory.replace(name, with: [1, 2])
    #expect(try directory.names() == [name])
    #expect(try directory.read(name, limit: 2) == [1, 2])
  }

  @Test func `links are not followed`() throws {
    let target = place + "/target"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
    symlink(target, place + "/link")
    mkdir(place + "/inner", 0o700)
    symlink(place + "/inner", place + "/away")
    // Paths follow both.
    #expect(try FileContents.read(FilePath(place + "/link")) == Array("precious".utf8))
    #expect(FileSystem.isDirectory(FilePath(place + "/away")) == true)
    let directory = try open()
    #expect(errno { _ = try directory.open("link") } == .tooManySymbolicLinkLevels)
    #expect(errno { _ = try directory.create("link") } == .fileExists)
    #expect(errno { _ = try directory.directory("away") } == .notDirectory)
    try directory.replace("link", with: Array("new".utf8))
    #expect(try directory.read("link", limit: 3) == Array("new".utf8))
    #expect(try FileContents.read(FilePath(target)) == Array("precious".utf8))
  }

  @Test func `other kinds of files are refused without opening them`() throws {
    mkfifo(place + "/pipe", 0o600)
    mkdir(place + "/directory", 0o700)
    let directory = try open()
    #expect(errno { _ = try directory.open("pipe") } == .invalidArgument)
    #expect(errno { _ = try directory.open("directory") } == .isDirectory)
    #expect(errno { _ = try directory.open("none") } == .noSuchFileOrDirectory)
    #expect(errno { _ = try directory.openPipe("pipe") } == nil)
    #expect(errno { _ = try directory.openPipe("directory") } == .isDirectory)
  }

  @Test func `a file that is too long is refused`() throws {
    let directory = try open()
    try directory.replace("file", with: [UInt8](repeating: 7, count: 100_000))
    truncate(place + "/file", 1 << 40)
    #expect(errno { _ = try directory.read("file", limit: 1 << 20) } == .fileTooLarge)
    truncate(place + "/file", 100_000)
    #expect(try directory.read("file", limit: 100_000).count == 100_000)
    #expect(errno { _ = try directory.read("file", limit: 99_999) } == .fileTooLarge)
  }

  @Test func `the descriptor stays with its directory`() throws {
    let directory = try open()
    try directory.replace("file", with: [1])
    let moved = place + "-moved"
    rename(place, moved)
    defer { rename(moved, place) }
    mkdir(place, 0o700)
    try Data([2]).write(to: URL(fileURLWithPath: place + "/file"))
    #expect(try directory.read("file", limit: 1) == [1])
    try directory.remove("file")
    #expect(access(place + "/file", F_OK) == 0)
    try FileManager.default.removeItem(atPath: place)
  }

  @Test func `a failed replacement leaves nothing`() throws {
    let directory = try open()
    mkdir(place + "/taken", 0o700)
    #expect(errno { try directory.replace("taken", with: [1]) } == .isDirectory)
    #expect(try directory.names() == ["taken"])
  }

  @Test func `a pipe is written and not replaced`() throws {
    let path = place + "/pipe"
    mkfifo(path, 0o600)
    let reader = try open().openPipe("pipe")
    try FileContents.replace(FilePath(path), with: Array("report".utf8))
    #expect(try Descriptors.read(reader.descriptor) == Array("report".utf8))
    #expect(try open().status(of: "pipe").type == .fifo)
    #expect(errno { try FileContents.replace("/dev/null", with: [1]) } == nil)
    #expect(try Stat("/dev/null").type == .characterSpecial)
  }

  @Test func `temporary names are recognized`() {
    #expect(DirectoryDescriptor.isTemporary(DirectoryDescriptor.temporaryName()))
    #expect(DirectoryDescriptor.temporaryName() != DirectoryDescriptor.temporaryName())
    for name: FileName in [".sigbox-", ".sigbox-0123456789abcdeg", ".lock", "sigbox"] {
      #expect(!DirectoryDescriptor.isTemporary(name))
    }
  }

  @Test func `a lock that another holds is not taken`() throws {
    let directory = try open()
    let first = FileLock(owning: try directory.create("lock"))
    let second = FileLock(owning: try directory.open("lock"))
    #expect(try first.tryLock(.exclusive))
    #expect(try !second.tryLock(.shared))
    #expect(try !second.lock(.shared, until: .now + .milliseconds(5)))
  }

  @Test func `state of another kind is refused`() throws {
    symlink("/tmp", place + "/link")
    mkdir(place + "/open", 0o777)
    chmod(place + "/open", 0o777)
    for name in ["link", "open"] {
      let path = FilePath("\(place)/\(name)")
      #expect(errno { _ = try StateDirectory.open(path, creating: true) } != nil, "\(name)")
    }
    #expect(errno { _ = try StateDirectory.open(FilePath(place + "/a/b"), creating: true) } == nil)
    #expect(FileSystem.isDirectory(FilePath(place + "/a/b")) == true)
  }
}
