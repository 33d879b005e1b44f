import Testing

@testable import BoxHost

struct DetachKeysTests {
  private static let (p, q): (UInt8, UInt8) = (0x10, 0x11)

  @Test(
    arguments: [
      ([1, 2], [1, 2], false), ([p, q], [], true), ([1, p, q, 2], [1], true), ([q], [q], false),
      ([p, 1], [p, 1], false), ([p, p, q], [p], true), ([p], [], false),
    ] as [([UInt8], [UInt8], Bool)])
  func `Ctrl-P Ctrl-Q detaches and other keys are passed on`(
    _ typed: [UInt8], _ passed: [UInt8], _ detaches: Bool
  ) {
    var keys = DetachKeys()
    let (bytes, isLast) = keys.pass(typed)
    #expect(bytes == passed)
    #expect(isLast == detaches)
  }

  @Test func `the keys may arrive separately`() {
    var keys = DetachKeys()
    #expect(keys.pass([Self.p]) == ([], false))
    #expect(keys.pass([Self.q]) == ([], true))
  }
}
