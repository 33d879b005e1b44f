import Signals
import Testing

@testable import BoxProtocol

struct MessagesTests {
  @Test(arguments: [
    InitMessage.started, .terminal, .failed(status: 127, reason: "cannot run ä: ENOENT"),
    .failed(status: 125, reason: ""), .waiting(handled: .empty), .waiting(handled: .full),
    .waiting(handled: SignalSet([.term, .usr1])),
  ])
  func survivesTheWay(message: InitMessage) {
    #expect(InitMessage(decoding: message.encoded) == message)
  }

  @Test(arguments: [[], [4], [0], [1, 1], [2], [2, 0, 0, 0, 0, 0, 0, 0], [255]] as [[UInt8]])
  func refusesOtherBytes(bytes: [UInt8]) {
    #expect(InitMessage(decoding: bytes) == nil)
  }
}
