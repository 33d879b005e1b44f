import Foundation
import Testing

/// The built-in inits that replace an original, beside it: Tests/Fixtures/differential.
struct DifferentialTests {
  /// The original, or nil where the machine has none.
  private static func original(_ name: String) -> String? {
    ["/usr/bin/\(name)", "/bin/\(name)"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static let haveOriginals = ["tini", "dumb-init"].allSatisfy { original($0) != nil }

  /// A directory with what stands in for the original under its name.
  private func replacement(_ name: String, _ make: (String) throws -> Void) throws -> String {
    let directory = Workplace.directory.appendingPathComponent("replacement-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o755)
    let path = directory.appendingPathComponent(name).path
    try make(path)
    return path
  }

  private func compare(
    _ name: String, _ ours: String, only: String = "", as user: User = .current
  ) throws -> Command.Result {
    let original = try #require(Self.original(name))
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/differential").path
    let record = Workplace.directory.appendingPathComponent("record").path
    return try Command(
      ["/usr/bin/env", "python3", "-B", program, original, ours, name, record, "--only", only],
      as: user
    ).finish()
  }

  @Test(
    .tags(.peers), .enabled(if: haveOriginals, "needs Debian's tini and dumb-init"),
    arguments: ["tini", "dumb-init"], User.available)
  func linkedUnderItsName(name: String, user: User) throws {
    let ours = try replacement(name) {
      try FileManager.default.createSymbolicLink(
        atPath: $0, withDestinationPath: Workplace.binary)
    }
    // Exit statuses, which take half of the time, are the same for every user.
    let result = try compare(name, ours, only: user == .current ? "" : "^(?!ends )", as: user)
    #expect(result.status == 0, "\(result)")
    let count = result.lines.last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    #expect(count > 100, "\(result)")
  }

  @Test(
    .tags(.peers), .enabled(if: haveOriginals, "needs Debian's tini and dumb-init"),
    arguments: ["tini", "dumb-init"])
  func wrappedInTwoLines(name: String) throws {
    let ours = try replacement(name) { path in
      let text = "#!/bin/sh\nexec \(Workplace.binary) init \(name) \"$@\"\n"
      try Workplace.alone { try text.write(toFile: path, atomically: false, encoding: .utf8) }
      chmod(path, 0o755)
    }
    // A wrapper cannot tell under which path it was called, as messages about options do.
    let result = try compare(name, ours, only: "signals single pid1|survivors|nosuch$|true$|keys")
    let differing = result.lines.filter { !$0.hasPrefix("\(name) -") && $0.contains(": ") }
    #expect(differing.isEmpty, "\(result)")
    #expect(result.lines.last?.contains(" scenarios, ") == true, "\(result)")
  }

  /// The judge must see that two inits are not the same.
  @Test(.tags(.peers), .enabled(if: haveOriginals, "needs Debian's tini and dumb-init"))
  func theJudgeSeesADifference() throws {
    let other = try #require(Self.original("dumb-init"))
    let result = try compare("tini", other, only: "signals single pid1 host|^orphans|inheritance")
    #expect(result.status == 1, "\(result)")
    #expect(result.lines.count > 3, "\(result)")
  }
}
