import Foundation
import Testing

/// Whatever environment sigbox is started with, each verb does its work or fails with one line.
///
/// The environments are those of `Tests/Fixtures/environments.h`: cron, systemd units and minimal
/// containers start programs with few variables, and execve(2) passes what no shell would.
struct EnvironmentTests {
  static let environments = [
    "empty", "one-kept", "all-kept", "cron", "large", "duplicates", "no-equals", "no-utf8",
  ]

  private func sigbox(
    in environment: String, _ words: [String], as user: User = .current
  ) throws -> Command.Result {
    let program = Workplace.directory.appendingPathComponent("in-environment").path
    return try Command([program, environment, Workplace.binary] + words, as: user).finish()
  }

  private func expect(
    _ status: Int32, in environment: String, _ words: String..., as user: User = .current,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try sigbox(in: environment, words, as: user)
    #expect(result.status == status, "\(words) \(result)", sourceLocation: sourceLocation)
  }

  @Test(arguments: environments, User.available)
  func verbsThatMakeBoxes(environment: String, user: User) throws {
    let script = try Workplace.script("print(process.environment().PATH) return 3")
    let experiment = try Workplace.script(
      "it(\"exits\", function() local box = require(\"experiment\").box(function() return 3 end, "
        + "{ wait = false }) assert.exited(3, box:wait()) end)")
    let pid1 = ["--role", "pid1", "--signal", "TERM"]
    try expect(0, in: environment, "run", "--", "/bin/echo", "hi", as: user)
    try expect(3, in: environment, "run", script, as: user)
    try expect(0, in: environment, "run", "c-sig", "--send", "TERM", as: user)
    try expect(3, in: environment, "init", script, as: user)
    for words in [["probe"] + pid1 + ["c"], ["compare"] + pid1 + ["c", "c"]] {
      let result = try sigbox(in: environment, words, as: user)
      #expect(result.status == 0, "\(words) \(result)")
    }
    try expect(0, in: environment, "test", experiment, as: user)
    try expect(0, in: environment, "conform", "--cases", "5", "--seed", "1", as: user)
    try expect(0, in: environment, "doctor", as: user)
    try expect(0, in: environment, "workshop", "verify", "3", as: user)
  }

  @Test(arguments: environments)
  func verbsThatTell(environment: String) throws {
    try expect(0, in: environment, "signals", "TERM")
    try expect(0, in: environment, "exit-status", "137")
    try expect(0, in: environment, "explain", "TERM", "--to", "1")
    try expect(0, in: environment, "masks", "1")
    try expect(0, in: environment, "list")
    try expect(0, in: environment, "--help")
    try expect(0, in: environment, "--version")
    // Its progress needs HOME or XDG_STATE_HOME.
    let result = try sigbox(in: environment, ["workshop", "list"])
    #expect(result.status == 125, "\(result)")
    #expect(result.error.split(separator: "\n").count == 1, "\(result)")
  }

  @Test(arguments: environments)
  func verbsForBoxesWithNames(environment: String) throws {
    let name = "environment-\(UUID().uuidString.prefix(8))"
    try expect(0, in: environment, "run", "-d", "--name", name, "c-sig")
    defer { _ = try? sigbox(in: environment, ["rm", "-f", name]) }
    try expect(7, in: environment, "exec", name, "--", "/bin/sh", "-c", "exit 7")
    try expect(0, in: environment, "ps", name)
    try expect(0, in: environment, "masks", name)
    try expect(0, in: environment, "inspect", name)
    try expect(0, in: environment, "kill", "-s", "WINCH", name)
    try expect(0, in: environment, "stop", name)
    try expect(0, in: environment, "wait", name)
    try expect(0, in: environment, "logs", name)
    try expect(0, in: environment, "rm", name)
  }

  /// What a box keeps is what environ and /proc/PID/environ show, with the sanitizers watching.
  @Test(arguments: [[], ["2000", "1"]])
  func environIsWhatProcShows(words: [String]) throws {
    let program = Workplace.directory.appendingPathComponent("sanitized-kept-environment").path
    let result = try Command([program] + words).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.hasSuffix(" 0 wrong\n"), "\(result)")
  }

  /// 250 random environments a user: no fault, no hang, the environment that the rules say.
  @Test(arguments: User.available)
  func randomEnvironments(user: User) throws {
    let seed = Int.random(in: 1...1_000_000)
    for number in seed..<(seed + 250) {
      let result = try sigbox(in: "\(number)", ["run", "--", "/bin/sh", "-c", "exit 9"], as: user)
      #expect(result.status == 9, "seed \(number): \(result)")
    }
  }
}
