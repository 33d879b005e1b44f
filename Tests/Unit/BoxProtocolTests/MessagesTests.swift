import SignalModel
import Testing

@testable import BoxProtocol

struct MessagesTests {
  private static func counts(_ signals: [Signal], _ count: Int) -> SignalCounts {
    var counts = SignalCounts()
    for signal in signals { counts.add(signal, count) }
    return counts
  }

  @Test(arguments: [
    InitMessage.started, .terminal, .failed(status: 127, reason: "cannot run ä: ENOENT"),
    .failed(status: 125, reason: ""), .waiting(handled: counts([], 0)),
    .waiting(handled: counts(Signal.all, 1_000_000)), .waiting(handled: counts([.term, .usr1], 1)),
    .programEnded(.exited(42)), .programEnded(.killed(.segv, core: true)),
    .programEnded(.killed(.term, core: false)), .extensionData([]), .extensionData([0, 255, 10]),
  ])
  func `a message of the init is decoded as it was encoded`(message: InitMessage) {
    #expect(InitMessage(decoding: message.encoded) == message)
  }

  @Test(arguments: [
    HostMessage.make, .run(groups: 0, []), .run(groups: 2, [.memory, .processes]),
    .extensionData([]),
    .extensionData([1, 2, 0]),
  ])
  func `a message of the host is decoded as it was encoded`(message: HostMessage) {
    #expect(HostMessage(decoding: message.encoded) == message)
  }

  @Test(
    arguments: [
      [], [4], [0], [1, 1], [2, 1], [2, 0, 0, 0, 0, 0], [2, 65, 1, 0, 0, 0], [4, 1, 0], [4, 3, 9],
      [2, 9, 1, 0, 0, 0, 9, 1, 0, 0, 0], [2, 9, 1, 0, 0, 0, 8, 1, 0, 0, 0], [255],
    ] as [[UInt8]])
  func `other bytes are not a message`(bytes: [UInt8]) {
    #expect(InitMessage(decoding: bytes) == nil)
    #expect(HostMessage(decoding: [9] + bytes) == nil)
  }
}
