import Foundation
import Signals
import Testing

/// Each built-in init against the original that it imitates.
struct InitsTests {
  struct Effect: Equatable {
    var verdict: String?
    var exitCode: Int?
    var killedBy: String?
    var agrees: Bool?
  }

  struct Run {
    let masks: [String: String]
    let effect: Effect
  }

  private func probe(_ words: [String], _ send: String) throws -> Run {
    let result = try Command.sigbox(
      ["run", "--timeout", "60s", "--json", "--send", send] + words
    ).finish()
    let data = Data(result.output.utf8)
    let object = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any], "\(result)")
    let sends = try #require(object["sends"] as? [[String: Any]])
    #expect(sends.count == 1)
    return Run(
      masks: try #require(object["ready"] as? [String: String], "\(result)"),
      effect: Effect(
        verdict: sends[0]["verdict"] as? String, exitCode: sends[0]["exit_code"] as? Int,
        killedBy: sends[0]["killed_by"] as? String, agrees: sends[0]["as_predicted"] as? Bool))
  }

  static let signals = Signal.all.filter { $0.number != 32 && $0.number != 33 }

  @Test(arguments: FoundingExperimentTests.inits, ["inside", "host"])
  func equalsItsOriginal(pair: (name: String, original: String), origin: String) throws {
    #expect(Self.signals.count == 62)
    for signal in Self.signals {
      let send = "\(origin):\(signal.number)"
      let original = try probe(["--", pair.original], send)
      let script = try probe([pair.name], send)
      #expect(script.masks == original.masks, "masks of \(pair.name)")
      #expect(script.effect == original.effect, "\(pair.name), \(signal.name) from \(origin)")
      #expect(original.effect.agrees == true, "\(pair.original), \(signal.name) from \(origin)")
    }
  }

  /// What the founding document's programs are known to show, so that the two cannot err together.
  @Test func masksAreTheKnownOnes() throws {
    let known = [
      "bash": ["0000000000010000", "0000000000000004", "0000000000010002"],
      "c": ["0000000000000000", "0000000000000000", "0000000000000000"],
      "c-sig": ["0000000000000000", "0000000000000000", "0000000000004000"],
      "go": ["0000000000000000", "0000000000000000", "fffffffd7fc1feff"],
    ]
    for (name, masks) in known {
      let seen = try probe([name], "KILL").masks
      #expect(["SigBlk", "SigIgn", "SigCgt"].map { seen[$0] } == masks)
    }
  }
}
