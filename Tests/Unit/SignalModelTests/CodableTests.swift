import Foundation
import Testing

@testable import SignalModel

/// The JSON forms of signals and signal sets.
struct CodableTests {
  private func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  @Test func aSignalIsItsNumber() throws {
    #expect(try json([Signal.term, .kill]) == "[15,9]")
    for signal in Signal.all {
      #expect(try JSONDecoder().decode(Signal.self, from: JSONEncoder().encode(signal)) == signal)
    }
  }

  @Test(arguments: ["0", "65", "-1", "\"TERM\""])
  func anotherNumberIsNoSignal(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Signal.self, from: Data(text.utf8))
    }
  }

  @Test(arguments: [SignalSet.empty, .full, SignalSet([.term]), SignalSet([.hup, .kill])])
  func aSetIsHexadecimal(set: SignalSet) throws {
    #expect(try json(set) == "\"\(set.hex)\"")
    #expect(try JSONDecoder().decode(SignalSet.self, from: JSONEncoder().encode(set)) == set)
  }

  @Test func anotherTextIsNoSet() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SignalSet.self, from: Data("\"xyz\"".utf8))
    }
  }
}
