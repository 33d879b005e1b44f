import Foundation
import Testing

/// The rule beside this kernel; `sigbox conform --cases 10000` compares more.
@Suite(.tags(.slow))
struct ConformTests {
  @Test(arguments: User.available)
  func ruleAndKernelAgree(user: User) throws {
    let result = try Command.sigbox(["conform", "--cases", "800", "--seed", "1"], as: user)
      .finish()
    print(result.output)
    #expect(result.status == 0, "\(result)")
    #expect(result.output.hasPrefix("seed 1: "), "\(result)")
    #expect(result.output.contains(": rule and kernel agree in all; "), "\(result)")
  }

  @Test func theSeedIsChosenAndSaid() throws {
    let seeds = try (0..<2).map { _ in
      let result = try Command.sigbox(["conform", "--cases", "1"]).finish()
      #expect(result.status == 0, "\(result)")
      return result.output.split(separator: ":").first
    }
    #expect(seeds[0] != seeds[1])
  }

  /// One line per signal, without what the model says.
  @Test func whatWasSeenIsRecorded() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "conform-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try Command.sigbox([
      "conform", "--cases", "1", "--seed", "1", "--record", file.path,
    ]).finish()
    #expect(result.status == 0, "\(result)")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let origins = try lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }.compactMap { $0?["origin"] as? String }
    #expect(origins.count == lines.count)
    #expect(Set(origins) == ["inside", "host", "kernel", "notification", "fault"])
  }

  @Test func failures() throws {
    let result = try Command.sigbox(["conform", "--cases", "0"]).finish()
    #expect(
      result.status == 125 && result.error.contains("--cases takes a number from 1 to 1000000"))
  }
}
