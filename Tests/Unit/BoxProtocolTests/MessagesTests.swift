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
    .programEnded(.killed(.term, core: false)), .told([]), .told([0, 255, 10]),
  ])
  func survivesTheWay(message: InitMessage) {
    #expect(InitMessage(decoding: message.encoded) == message)
  }

  @Test(arguments: [
    HostMessage.make, .run(groups: 0, []), .run(groups: 2, [.memory, .processes]), .told([]),
    .told([1, 2, 0]),
  ])
  func survivesTheOtherWay(message: HostMessage) {
    #expect(HostMessage(decoding: message.encoded) == message)
  }

  @Test(
    arguments: [
      [], [4], [0], [1, 1], [2, 1], [2, 0, 0, 0, 0, 0], [2, 65, 1, 0, 0, 0], [4, 1, 0], [255],
    ] as [[UInt8]])
  func refusesOtherBytes(bytes: [UInt8]) {
    #expect(InitMessage(decoding: bytes) == nil)
    #expect(HostMessage(decoding: [9] + bytes) == nil)
  }
}
