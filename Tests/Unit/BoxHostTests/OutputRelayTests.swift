import Foundation
import Linux
import SystemPackage
import Testing

@testable import BoxHost

/// The relay works on descriptors by their numbers, so these use high ones instead of 1 and 2.
struct OutputRelayTests {
  private func file(_ flags: Int32 = O_RDWR | O_CREAT) throws -> (Int32, String) {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("relay-\(UUID().uuidString)").path
    let number = open(path, flags | O_CLOEXEC, 0o600)
    try #require(number >= 0)
    return (number, path)
  }

  @Test func filesGetWhatIsWritten() throws {
    let (number, path) = try file()
    let copy = dup(number)
    let (other, otherPath) = try file()
    defer {
      for path in [path, otherPath] { unlink(path) }
      for number in [number, copy, other] { close(number) }
    }
    let shared = try OutputRelay([number, copy])
    #expect(shared.descriptors.count == 1)
    #expect(shared.places[number] == shared.places[copy])
    try FileContents.write("one\n", to: #require(shared.places[number]))
    shared.relay(shared.descriptors)
    try FileContents.write("two\n", to: #require(shared.places[copy]))
    shared.closeWriting()
    shared.drain()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\ntwo\n")
    #expect(shared.descriptors.isEmpty && shared.failure == nil)

    let apart = try OutputRelay([number, other])
    #expect(apart.descriptors.count == 2)
    try FileContents.write("three\n", to: #require(apart.places[other]))
    apart.drain()
    #expect(try String(contentsOfFile: otherPath, encoding: .utf8) == "three\n")
  }

  @Test func failureClosesThePipe() throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let relay = try OutputRelay([full])
    let writing = try #require(relay.places[full])
    let copy = try Descriptors.duplicate(writing)
    defer { try? copy.close() }
    try FileContents.write("x", to: copy)
    relay.relay(relay.descriptors)
    #expect(relay.failure?.errno == .noSpace)
    #expect(relay.descriptors.isEmpty)
    signal(SIGPIPE, SIG_IGN)
    #expect(throws: SystemError.self) { try FileContents.write("y", to: copy) }
  }

  @Test func slowReaderBlocksNobody() throws {
    let target = try Linux.Pipe()
    let relay = try OutputRelay([target.writing.rawValue])
    let writing = try #require(relay.places[target.writing.rawValue])
    let bytes = [UInt8](repeating: 7, count: 65536)
    // More than the pipe of the reader takes.
    for _ in 1...4 {
      guard relay.deadline == nil else { break }
      try FileContents.write(bytes, to: writing)
      relay.relay([try #require(relay.descriptors.first)])
    }
    #expect(relay.deadline != nil && relay.descriptors.isEmpty)
    var asked = 0
    relay.drain {
      asked += 1
      return asked == 3
    }
    #expect(asked == 3)
  }

  @Test func endlessWriterEndsTheDrain() throws {
    signal(SIGPIPE, SIG_IGN)
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    let relay = try OutputRelay([null])
    let copy = try Descriptors.duplicate(#require(relay.places[null]))
    Thread {
      let bytes = [UInt8](repeating: 1, count: 4096)
      // Until the reading end is closed.
      while (try? FileContents.write(bytes, to: copy)) != nil {}
      try? copy.close()
    }.start()
    relay.drain()
    withExtendedLifetime(relay) { relay.closeWriting() }
    #expect(relay.failure == nil)
  }
}
