import Foundation
import SignalModel
import SystemPackage
import Testing

@testable import Linux

struct LinuxTests {
  @Test func errorsNameWhatWhyAndRemedy() {
    let error = SystemError("mount", .notPermitted, subject: "/proc", remedy: "be root")
    #expect("\(error)" == "cannot mount /proc: EPERM (Operation not permitted): be root")
    #expect(Errno.noChildProcess.symbol == "ECHILD")
    #expect(Errno(rawValue: 9999).symbol == "errno 9999")
  }

  @Test(arguments: [
    Array("plain".utf8), Array("grüße".utf8), [0xff, 0xfe], [0x61, 0xc3, 0x28, 0xff], [],
    Array("\u{10ffe1}".utf8), Array("\u{10ff7f}".utf8),
  ])
  func wordsKeepTheirBytes(word: [UInt8]) {
    let text = ArgumentText.text(of: word)
    #expect(ArgumentText.bytes(of: text) == word)
    #expect(ArgumentText.path(text).length == word.count)
  }

  @Test func readsFiles() throws {
    #expect(try !FileContents.read("/proc/self/status").isEmpty)
    let missing = #expect(throws: SystemError.self) { try FileContents.read("/nonexistent") }
    #expect(missing?.errno == .noSuchFileOrDirectory)
    let directory = #expect(throws: SystemError.self) { try FileContents.read("/tmp") }
    #expect(directory?.errno == .isDirectory)
  }

  @Test func readsProc() throws {
    let status = try #require(ProcFiles.status(of: getpid()))
    #expect(status.parent == getppid())
    #expect(ProcFiles.threads(of: getpid()).count > 0)
    #expect(ProcFiles.status(of: Int32.max) == nil)
    #expect(ProcFiles.threads(of: Int32.max).isEmpty)
    #expect(ProcFiles.children(of: Int32.max).isEmpty)
    #expect(!ProcFiles.kernelRelease.isEmpty)
    #expect(ProcFiles.setting("no/such/setting") == nil)
  }

  @Test func kernelRefusesToHandleKillAndStop() {
    for signal in [Signal.kill, .stop] {
      let error = #expect(throws: SystemError.self) { try SignalDispositions.ignore(signal) }
      #expect(error?.errno == .invalidArgument)
    }
  }

  @Test func instantsAddUp() {
    let start = Instant(nanoseconds: 5)
    #expect((start + .milliseconds(2)).nanoseconds == 2_000_005)
    #expect((start + .seconds(Int64.max)).nanoseconds == .max)
    #expect(start < .now)
  }

  @Test func pollingEndsAtItsDeadline() {
    #expect(Polling.wait(for: [], until: .now + .milliseconds(1)).isEmpty)
  }

  @Test func messagesStayApart() throws {
    let (first, second) = try socketPair()
    #expect(first.send([1, 2]) && first.send([3]))
    #expect(second.receive() == [1, 2])
    #expect(second.receive() == [3])
    first.close()
    #expect(second.receive() == nil)
    #expect(!second.send([4]))
  }

  /// The kernel names the other end's unread messages first, by an error.
  @Test func lastMessagesOfOneThatDidNotReadAllArrive() throws {
    let (first, second) = try socketPair()
    #expect(first.send([1]) && second.send([2]))
    second.close()
    #expect(first.receive() == [2])

    let (third, fourth) = try socketPair()
    #expect(third.send([1]))
    try fourth.send(FileDescriptor(rawValue: 0))
    fourth.close()
    _ = try third.receiveDescriptor()
    #expect(third.receive() == nil)
  }
}

/// Both ends in one process, shared by the statements of a test.
private final class End {
  private var socket: MessageSocket?

  init(_ socket: consuming MessageSocket) { self.socket = consume socket }

  func send(_ bytes: [UInt8]) -> Bool { socket?.send(bytes) ?? false }
  func send(_ descriptor: FileDescriptor) throws { try socket?.send(descriptor) }
  func receive() -> [UInt8]? { socket?.receive() ?? nil }
  func receiveDescriptor() throws -> Int32? { try socket?.receiveDescriptor().descriptor.rawValue }
  func close() { socket = nil }
}

private func socketPair() throws -> (End, End) {
  let (first, second) = try UnixSocket.pair(.seqpacket)
  return (End(MessageSocket(owning: first)), End(MessageSocket(owning: second)))
}
