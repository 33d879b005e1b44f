import Linux
import SignalModel
import Testing

@testable import BoxProtocol

/// What of the messages of a box counts.
struct InitConversationTests {
  private let key: [UInt8] = [7, 7, 9]
  private let pid1: Int32 = 100
  private let program: Int32 = 101
  private let stranger: Int32 = 102

  private func conversation(isOrdinary: Bool = false) -> InitConversation {
    InitConversation(pid1: pid1, isOrdinary: isOrdinary, key: key)
  }

  private static let waiting = InitMessage.waiting(handled: SignalCounts())

  @Test func aScriptReports() {
    var talk = conversation()
    let began = InitMessage.began(.term)
    #expect(talk.take(Self.waiting.encoded, from: pid1) == Self.waiting)
    #expect(talk.take(began.encoded, from: pid1) == began)
    let data = talk.take(InitMessage.extensionData(key + [1, 2]).encoded, from: pid1)
    #expect(data == .extensionData([1, 2]))
    #expect(!talk.isBroken)
  }

  @Test func otherProcessesDoNot() {
    var talk = conversation()
    for sender in [stranger, 0, -1] {
      #expect(talk.take(Self.waiting.encoded, from: sender) == nil)
      #expect(talk.take([255], from: sender) == nil)
    }
    #expect(talk.take(Self.waiting.encoded, from: pid1) == Self.waiting)
  }

  /// A script as PID 1 cannot say that it has ended; the kernel says so.
  @Test(arguments: [
    InitMessage.programEnded(.exited(0)), .failed(status: 125, reason: "forged"), .started,
    .terminal, .extensionData([7, 7]), .extensionData([]),
  ])
  func whatAScriptMayNotSendEndsTheConversation(message: InitMessage) {
    var talk = conversation()
    #expect(talk.take(Self.waiting.encoded, from: pid1) == Self.waiting)
    #expect(talk.take(message.encoded, from: pid1) == nil)
    #expect(talk.isBroken)
    #expect(talk.take(Self.waiting.encoded, from: pid1) == nil)
  }

  @Test func aPID1ThatOnlyReapsReportsTheEndOnce() {
    let end = InitMessage.programEnded(.exited(3))
    var talk = conversation(isOrdinary: true)
    #expect(talk.take(Self.waiting.encoded, from: program) == Self.waiting)
    #expect(talk.take(Self.waiting.encoded, from: stranger) == nil)
    #expect(talk.take(Self.waiting.encoded, from: pid1) == nil)
    #expect(talk.take(end.encoded, from: stranger) == nil)
    // The program breaks its own part only.
    #expect(talk.take(end.encoded, from: program) == nil)
    #expect(talk.isBroken && talk.state == .running)
    #expect(talk.take(end.encoded, from: pid1) == end)
    #expect(talk.state == .ended)
    #expect(talk.take(InitMessage.programEnded(.exited(0)).encoded, from: pid1) == nil)
  }

  @Test func withoutAKeyThereIsNoExtension() {
    var talk = InitConversation(pid1: pid1, isOrdinary: false)
    #expect(talk.take(InitMessage.extensionData([1]).encoded, from: pid1) == nil)
    #expect(!talk.isBroken)
  }

  @Test func aMessageHasASize() {
    var talk = conversation()
    let long = InitMessage.extensionData(key + Array(repeating: 0, count: 1 << 20))
    #expect(talk.take(long.encoded, from: pid1) == nil)
    #expect(talk.isBroken)
  }

  /// A linear congruential generator: the same messages in each run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// A message, often a valid one or almost.
  private func message(_ generator: inout Generator) -> [UInt8] {
    let signal = Signal.all.randomElement(using: &generator) ?? .term
    let valid: InitMessage
    switch Int.random(in: 0...11, using: &generator) {
    case 0: valid = .failed(status: 125, reason: "x")
    case 1: valid = .started
    case 2: valid = .terminal
    case 3: valid = .programEnded(.exited(0))
    case 4: valid = .programEnded(.killed(signal, core: true))
    case 5: valid = .extensionData([1])
    case 6: valid = .extensionData(key + [1])
    case 7, 8: valid = .began(signal)
    default:
      var counts = SignalCounts()
      counts.add(signal, Int.random(in: 0 ... .max, using: &generator))
      counts.add(.term)
      valid = .waiting(handled: counts)
    }
    var bytes = valid.encoded
    for _ in 0..<[0, 0, 1, 3][Int.random(in: 0...3, using: &generator)] {
      switch Int.random(in: 0...4, using: &generator) {
      case 0: bytes.append(.random(in: .min ... .max, using: &generator))
      case 1: _ = bytes.popLast()
      case 2 where !bytes.isEmpty:
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          .random(in: .min ... .max, using: &generator)
      case 3: bytes += bytes.prefix(200)
      default: break
      }
    }
    return bytes
  }

  /// What the conversation let through must be allowed by these rules, which share no code with it.
  private func check(_ message: InitMessage, from sender: Int32, isOrdinary: Bool) -> Bool {
    switch message {
    case .failed, .started, .terminal: false
    case .programEnded: isOrdinary && sender == pid1
    case .extensionData, .began: sender == (isOrdinary ? program : pid1)
    case .waiting(let counts):
      sender == (isOrdinary ? program : pid1)
        && counts.signals.allSatisfy { (1...SignalCounts.most).contains(counts[$0]) }
    }
  }

  @Test func tenThousandRandomMessages() {
    var generator = Generator(state: 16)
    var accepted = 0
    for round in 0..<1000 {
      let isOrdinary = round.isMultiple(of: 2)
      var talk = conversation(isOrdinary: isOrdinary)
      if isOrdinary { _ = talk.take(Self.waiting.encoded, from: program) }
      var sum = SignalCounts()
      for _ in 0..<10 {
        let bytes = message(&generator)
        // A stranger seldom; most conversations break soon.
        let sender = [pid1, program, pid1, program, stranger][
          Int.random(in: 0...4, using: &generator)]
        guard let message = talk.take(bytes, from: sender) else { continue }
        accepted += 1
        let isAllowed = check(message, from: sender, isOrdinary: isOrdinary)
        #expect(isAllowed, "\(bytes) from \(sender)")
        if case .waiting(let counts) = message { sum.add(counts) }
      }
      let isBounded = sum.signals.allSatisfy { sum[$0] <= SignalCounts.most }
      #expect(isBounded)
    }
    // The rules were applied.
    #expect(accepted > 300)
  }

  /// The kernel names the sender, whatever the message says.
  @Test func throughASocket() throws {
    let pair = try MessageSocketPair()
    let box = MessageSocket(owning: try Descriptors.duplicate(pair.childEnd))
    let host = pair.parentEnd()
    var talk = InitConversation(pid1: CurrentProcess.pid, isOrdinary: false, key: key)
    var other = InitConversation(pid1: CurrentProcess.pid + 1, isOrdinary: true, key: key)
    var generator = Generator(state: 61)
    for _ in 0..<1000 {
      let bytes = message(&generator)
      guard !bytes.isEmpty else { continue }
      let wasSent = box.send(bytes)
      let received = host.receiveLetter()
      #expect(wasSent)
      let letter = try #require(received)
      #expect(letter.bytes == bytes && letter.sender == CurrentProcess.pid)
      if case .programEnded? = talk.take(letter.bytes, from: letter.sender) {
        Issue.record("the end of PID 1 was believed")
      }
      if case .programEnded? = other.take(letter.bytes, from: letter.sender) {
        Issue.record("the end was believed from a process that is not PID 1")
      }
    }
    // A descriptor that comes with a message is not kept.
    try box.send(.standardInput)
    let bytes = host.receiveLetter()?.bytes
    #expect(bytes == [0])
    // It still can be received where one is expected.
    try box.send(.standardInput)
    let descriptor = try host.receiveDescriptor().descriptor.rawValue
    #expect(descriptor > 2)
  }
}
