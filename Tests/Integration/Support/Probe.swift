import Foundation
import SignalModel
import Testing

/// What `sigbox run --json` says of a PID 1: its masks when it is ready, and each signal's effect.
struct Probe {
  struct Effect: Equatable {
    var verdict: String?
    var exitCode: Int?
    var killedBy: String?
    var agrees: Bool?

    /// `handled`, `exited 2`, `killed KILL`.
    var text: String {
      [verdict, exitCode.map(String.init), killedBy].compactMap { $0 }.joined(separator: " ")
    }
  }

  let masks: [String: String]
  let effects: [Effect]

  /// Runs an init, or a command behind `--`, and sends it signals in order.
  init(_ words: [String], _ sends: [String]) throws {
    let result = try Command.sigbox(
      ["run", "--timeout", "60s", "--json"] + sends.flatMap { ["--send", $0] } + words
    ).finish()
    let data = Data(result.output.utf8)
    let object = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any], "\(result)")
    masks = try #require(object["ready"] as? [String: String], "\(result)")
    effects = try #require(object["sends"] as? [[String: Any]]).map {
      Effect(
        verdict: $0["verdict"] as? String, exitCode: $0["exit_code"] as? Int,
        killedBy: $0["killed_by"] as? String, agrees: $0["as_predicted"] as? Bool)
    }
    #expect(effects.count == sends.count)
  }

  /// All 62 that glibc does not keep for itself.
  static let signals = Signal.all.filter { $0.number != 32 && $0.number != 33 }

  /// Holds a built-in init against the command that it imitates: masks, and each signal's effect.
  static func expectEqual(
    _ name: String, _ original: [String], from origin: String, _ signals: [Signal] = signals
  ) throws {
    for signal in signals {
      let sends = ["\(origin):\(signal.number)"]
      let original = try Probe(["--"] + original, sends)
      let script = try Probe([name], sends)
      #expect(script.masks == original.masks, "masks of \(name)")
      #expect(script.effects == original.effects, "\(name), \(signal.name) from \(origin)")
      #expect(original.effects[0].agrees == true, "original of \(name), \(sends[0])")
    }
  }
}
