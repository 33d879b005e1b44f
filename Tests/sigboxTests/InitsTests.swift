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

  /// A runtime that catches or ignores signals before its program does anything.
  struct Runtime: CustomTestStringConvertible {
    let name: String
    let original: [String]
    let signals: [Signal]
    var testDescription: String { name }

    /// Whether the machine has it.
    var isInstalled: Bool {
      ["/usr/bin", "/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(original[0])")
      }
    }

    init(_ name: String, _ original: [String], _ signals: [Signal] = InitsTests.signals) {
      self.name = name
      self.original = original
      self.signals = signals
    }

    static let node = Runtime("node", ["node", "-e", "setInterval(() => {}, 1000000)"])
    // It starts slowly: what it catches, the privileged ones, and some at their default.
    static let java = Runtime(
      "java", ["java", "-cp", ".", "Sleep"],
      InitsTests.signals.filter {
        [1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 15, 17, 19, 20, 25, 34, 62, 64].contains($0.number)
      })
    static let all = [
      Runtime("python", ["python3", "-c", "import time\nwhile True: time.sleep(1000)"]),
      Runtime("perl", ["perl", "-e", "sleep 1000 while 1"]),
      Runtime("busybox-sh", ["busybox", "sh", "-c", "while true; do sleep 1000; done"]),
      node, java,
    ]
    static let missing = all.filter { !$0.isInstalled }.map { $0.name }
  }

  @Test(arguments: Runtime.all.filter(\.isInstalled), ["inside", "host"])
  func equalsTheRuntime(runtime: Runtime, origin: String) throws {
    for signal in runtime.signals {
      let send = "\(origin):\(signal.number)"
      let original = try probe(["--"] + runtime.original, send)
      let script = try probe([runtime.name], send)
      #expect(script.masks == original.masks, "masks of \(runtime.name)")
      #expect(
        script.effect == original.effect, "\(runtime.name), \(signal.name) from \(origin)")
      #expect(original.effect.agrees == true, "\(signal.name) from \(origin)")
    }
  }

  /// Skipped where a runtime is missing, so that the report says so.
  @Test(
    .enabled(
      if: Runtime.missing.isEmpty,
      "not compared, not installed: \(Runtime.missing.joined(separator: ", "))"))
  func everyRuntimeIsInstalled() {
    #expect(Runtime.all.count == 5)
  }

  /// The second one meets another disposition than the first.
  @Test(arguments: ["TERM", "INT", "SEGV", "USR1"])
  func nodeTakesTheFirstOnly(signal: String) throws {
    for words in [["node"], ["--"] + Runtime.node.original] where Runtime.node.isInstalled {
      let sends = ["--send", signal, "--send", signal]
      let result = try Command.sigbox(["run", "--timeout", "60s"] + sends + words).finish()
      let verdicts = result.lines.filter { $0.contains(" from inside: ") }.map {
        $0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)
      }
      #expect(verdicts == ["handled", signal == "USR1" ? "handled" : "dropped"], "\(result)")
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
