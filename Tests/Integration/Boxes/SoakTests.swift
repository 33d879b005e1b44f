import Foundation
import Testing

/// Every built-in init under random signals, orphans and stops for a minute, side by side.
@Suite(.tags(.slow))
struct SoakTests {
  @Test func nothingIsLostAndNothingGrows() throws {
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/differential/soak.py").path
    let record = Workplace.directory.appendingPathComponent("record").path
    let seed = "\(UInt32.random(in: 0...(.max)))"
    let result = try Command([
      "/usr/bin/env", "python3", "-B", program, Workplace.binary, record, "60", seed,
    ]).finish()
    #expect(result.status == 0, "\(result)")
    let inits = try FileManager.default.contentsOfDirectory(
      atPath: Workplace.root.appendingPathComponent("lua/inits").path
    ).filter { $0.hasSuffix(".lua") }
    // The seed, and a line for each init: INITS in soak.py names them all.
    #expect(result.lines.count == 1 + inits.count, "\(result)")
  }

  /// Random commands on many boxes: monitors stay small, and nothing hangs or is left.
  @Test func monitorsStaySmall() throws {
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/lifecycle/soak.py").path
    let seed = "\(UInt16.random(in: 0...(.max)))"
    let result = try Command([
      "/usr/bin/env", "python3", "-B", program, Workplace.binary, "20", "10", "4", seed,
    ]).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains(" 0 faults"), "\(result)")
  }
}
