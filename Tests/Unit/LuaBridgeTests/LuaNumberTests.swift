import Testing

@testable import LuaBridge

/// Which numbers of scripts become integers and durations.
struct LuaNumberTests {
  private static let neither: [Double] = [
    .nan, -.nan, .signalingNaN, .infinity, -.infinity, 1e19, -1e19, 0x1p63, 0x1p64, -0.0,
  ]

  @Test(arguments: neither)
  func neitherIntegerNorDuration(number: Double) {
    #expect(LuaValue.number(number).exactInteger == nil)
    #expect(LuaValue.number(number).exactInteger(as: Int32.self) == nil)
    #expect(LuaValue.number(number).exactSeconds == nil)
  }

  @Test func integers() {
    #expect(LuaValue.number(-0x1p63).exactInteger == .min)
    #expect(LuaValue.number(3).exactInteger == 3 && LuaValue.number(0.0).exactInteger == 0)
    #expect(LuaValue.number(3.5).exactInteger == nil)
    #expect(LuaValue.integer(.max).exactInteger == .max)
    #expect(LuaValue.integer(.max).exactInteger(as: Int32.self) == nil)
    #expect(LuaValue.integer(-1).exactInteger(as: UInt32.self) == nil)
    #expect(LuaValue.string([0x31]).exactInteger == nil && LuaValue.nil.exactInteger == nil)
  }

  @Test func durations() {
    #expect(LuaValue.number(0.0).exactSeconds == 0 && LuaValue.integer(2).exactSeconds == 2)
    #expect(LuaValue.number(1e9).exactSeconds == 1e9)
    #expect(LuaValue.number(1e-320).exactSeconds == 1e-320)
    for number in [-1e-320, -1, 1e9 + 1, 1e308, -1e308] as [Double] {
      #expect(LuaValue.number(number).exactSeconds == nil)
    }
    for integer in [-1, .min, .max, 1_000_000_001] as [Int64] {
      #expect(LuaValue.integer(integer).exactSeconds == nil)
    }
    #expect(LuaValue.boolean(true).exactSeconds == nil)
  }
}
