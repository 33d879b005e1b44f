import Foundation
import Testing

/// Random command lines: no fault, no hang, each failure one line.
@Suite(.tags(.slow))
struct FuzzTests {
  @Test(arguments: User.available)
  func commandLines(user: User) throws {
    let directory = Workplace.directory.appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o777)
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/command-lines.py").path
    // A copy that every user can read.
    let copy = directory.deletingLastPathComponent().appendingPathComponent(
      "\(directory.lastPathComponent).py")
    try FileManager.default.copyItem(atPath: program, toPath: copy.path)
    chmod(copy.path, 0o644)
    // More by hand: SIGBOX_FUZZ_LINES=10000, and another seed with SIGBOX_FUZZ_SEED.
    let environment = ProcessInfo.processInfo.environment
    let count = environment["SIGBOX_FUZZ_LINES"].flatMap { Int($0) } ?? 60
    // An odd seed tries empty words in each place as well.
    let seed = environment["SIGBOX_FUZZ_SEED"].flatMap { Int($0) } ?? (user == .current ? 1 : 2)
    let command = ["/usr/bin/env", "-C", directory.path, "python3", copy.path]
    let result = try Command(command + [Workplace.binary, "\(seed)", "\(count)"], as: user).finish()
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.hasSuffix(" command lines, 0 wrong\n"), "\(result)")
  }
}
