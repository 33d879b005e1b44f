import Foundation
import Testing

/// The scripts of lua/examples/scripts, each as PID 1 of a real box.
@Suite(.tags(.slow))
struct ExampleTests {
  /// Copied to where every user can read them.
  private static let directory: URL = {
    let copy = Workplace.directory.appendingPathComponent("examples")
    try? FileManager.default.copyItem(
      at: Workplace.root.appendingPathComponent("lua/examples/scripts"), to: copy)
    return copy
  }()

  private static func path(_ name: String) -> String {
    directory.appendingPathComponent("\(name).lua").path
  }

  /// Runs a script; where signals are sent, what it printed is in `error`, beside the report.
  private func run(
    _ name: String, sends: [String] = [], _ arguments: [String] = [],
    as user: User
  ) throws -> Command.Result {
    try Command.sigbox(
      ["run", "--timeout", "120s"] + (sends.isEmpty ? [] : ["--json", "--grace", "100s"])
        + sends.flatMap { ["--send", $0] } + [Self.path(name), "--"] + arguments, as: user
    ).finish()
  }

  private func effects(_ result: Command.Result) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let sends = (object as? [String: Any])?["sends"] as? [[String: Any]] ?? []
    return sends.map {
      [$0["verdict"] as? String, ($0["exit_code"] as? Int).map(String.init)]
        .compactMap { $0 }.joined(separator: " ")
    }
  }

  /// Whether lines begin with these texts, in their order.
  private func has(_ expected: [String], in text: String) -> Bool {
    var rest = text.split(separator: "\n")[...]
    for start in expected {
      guard let index = rest.firstIndex(where: { $0.hasPrefix(start) }) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  @Test(arguments: ExampleRun.all, User.available)
  func doesWhatItSays(example: ExampleRun, user: User) throws {
    let result = try run(example.name, sends: example.sends, example.arguments, as: user)
    #expect(result.status == example.status, "\(result)")
    #expect(has(example.lines, in: result.error + result.output), "\(result)")
    for line in example.never {
      #expect(!(result.error + result.output).contains(line), "\(result)")
    }
    if !example.sends.isEmpty { #expect(try effects(result) == example.effects, "\(result)") }
  }

  /// The core flag, where the host leaves dumps to the directory of the process.
  @Test(arguments: User.available)
  func aCrashLeavesACoreDump(user: User) throws {
    let result = try run(
      "crash-with-core-flag", ["unlimited", "sh", "-c", "kill -SEGV $$"], as: user)
    #expect(result.status == 139, "\(result)")
    let pattern = try String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)
    if pattern.hasPrefix("|") || pattern.hasPrefix("/") || result.error.contains("hard limit") {
      print("no dump is expected here: core_pattern \(pattern) or a hard limit")
      #expect(
        has(["PID 1: the child was killed by SEGV, "], in: result.error + result.output),
        "\(result)")
    } else {
      #expect(
        has(["PID 1: the child was killed by SEGV, core dumped"], in: result.error + result.output),
        "\(result)")
    }
  }

  @Test func privilegesAreDroppedAsRoot() throws {
    guard User.isRoot else {
      return print("not tried without root: a box has a single user then")
    }
    let result = try run("privilege-drop", sends: ["TERM"], as: .current)
    #expect(result.status == 6, "\(result)")
    #expect(try effects(result) == ["exited 6"], "\(result)")
    let ends = [
      "PID 1: the service ended with 6", "PID 1: capabilities: none",
      "PID 1: TERM to uid 65534: cannot signal process 2: EPERM",
    ]
    #expect(
      has(["PID 1: capabilities: KILL"] + ends, in: result.error + result.output), "\(result)")
    #expect(has(["65534", "NoNewPrivs:\t1"], in: result.error + result.output), "\(result)")
  }

  @Test func withoutRootPrivilegesCannotBeDropped() throws {
    let result = try run("privilege-drop", as: User.unprivileged)
    #expect(result.status == 77 && result.error.contains("this box has no user 65534"), "\(result)")
  }

  /// Without a box: the script adopts what is below it, and touches nothing else.
  @Test(arguments: User.available)
  func asSubreaperInPlace(user: User) throws {
    let path = Self.path("subreaper-in-place")
    let result = try Command.sigbox(["init", path], as: user).finish()
    #expect(result.status == 3, "\(result)")
    #expect(has(["adopted: pid ", "left: 0"], in: result.output), "\(result)")

    let command = try Command.sigbox(
      ["init", path, "sh", "-c", "trap 'exit 5' TERM; sleep 1000 & echo up; wait"], as: user)
    try command.waitForLine("up")
    kill(command.pid, SIGTERM)
    let ended = command.finish()
    #expect(ended.status == 5 && has(["adopted: pid ", "left: 0"], in: ended.output), "\(ended)")
  }

  @Test(arguments: User.available)
  func aShellWithJobControl(user: User) throws {
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/job-control.py").path
    let result = try Command(
      [
        "/usr/bin/env", "python3", "-B", program, Workplace.binary, "run", "-t",
        Self.path("job-control-shell"),
      ], as: user
    ).finish()
    #expect(result.output == "42 as before\n", "\(result)")
  }

  /// Each pause is twice the one before, and a signal ends it at once.
  @Test(arguments: User.available)
  func pausesGrow(user: User) throws {
    let boxes = try Boxes(user)
    let words = ["run", "-d", "--name", "r", Self.path("restart-with-backoff"), "exit 9", "0.25"]
    _ = try boxes.start(words + ["1000"]).finish()
    try boxes(until: "next start in 1.0 s", "logs", "r")
    #expect(
      has(
        ["0.2", "0.5", "1.0"].map { "ended: 9; next start in \($0)" },
        in: try boxes("logs", "r").output))
    try boxes("rm", "-f", "r")
    // A pause that does not end by itself.
    _ = try boxes.start(words.dropLast() + ["1000", "1000"]).finish()
    try boxes(until: "next start in 1000.0 s", "logs", "r")
    try boxes("kill", "-s", "TERM", "r")
    #expect(try boxes("wait", "r").output == "0\n")
    #expect(try boxes("logs", "r").output.hasSuffix("stopped during the pause\n"))
    try boxes("rm", "r")
    #expect(boxes.leftovers.isEmpty)
  }

  /// HUP reads the file again: new services are started, missing ones stopped, others left alone.
  @Test func theConfigurationIsReadAgain() throws {
    let boxes = try Boxes(.current)
    let file = Workplace.directory.appendingPathComponent("services-\(UUID().uuidString).json")
    func write(_ services: String) throws {
      // In place: what is bound into the box is this file.
      try Data("{ \"services\": [\(services)] }".utf8).write(to: file)
    }
    let stays = "{ \"name\": \"stays\", \"command\": [\"sleep\", \"1000\"] }"
    try write(
      stays + ", { \"name\": \"goes\", \"command\": [\"sleep\", \"1000\"], \"stop\": \"INT\" }")
    _ = try boxes.start(
      ["run", "-d", "--name", "j", "--bind", file.path, Self.path("json-config"), file.path]
    ).finish()
    try boxes(until: "\"reload\"}", "logs", "j")
    try write("oops")
    try boxes("kill", "-s", "HUP", "j")
    try boxes(until: "no valid JSON value", "logs", "j")
    try write(stays + ", { \"name\": \"new\", \"command\": [\"sleep\", \"1000\"] }")
    try boxes("kill", "-s", "HUP", "j")
    try boxes(until: "\"end\",\"service\":\"goes\",\"status\":130", "logs", "j")
    try boxes(until: "\"start\",\"service\":\"new\"", "logs", "j")
    try boxes("kill", "-s", "TERM", "j")
    #expect(try boxes("wait", "j").output == "0\n")
    let log = try boxes("logs", "j").output
    #expect(log.components(separatedBy: "\"start\",\"service\":\"stays\"").count == 2, "\(log)")
    #expect(log.contains("\"end\",\"service\":\"stays\",\"status\":143"), "\(log)")
    try boxes("rm", "j")
    #expect(boxes.leftovers.isEmpty)
  }

  /// The lines that say how to run an example, as they stand there.
  @Test(arguments: Self.names.filter { $0 != "job-control-shell" })
  func whatItsHeaderSaysRuns(name: String) throws {
    let text = try String(contentsOfFile: Self.path(name), encoding: .utf8)
    let lines = text.replacing("\\\n--", with: "").split(separator: "\n").filter {
      $0.hasPrefix("--   ")
    }
    #expect(!lines.isEmpty)
    for line in lines {
      let command = line.dropFirst(5).replacing("sudo ", with: "")
        .replacing("sigbox ", with: "'\(Workplace.binary)' ", maxReplacements: 1)
      let result = try Command(
        ["/bin/sh", "-c", "cd '\(Workplace.root.path)' && \(command)"]
      ).finish()
      #expect(result.status < 125 || result.status > 127, "\(command): \(result)")
      #expect(!result.error.contains("traceback"), "\(command): \(result)")
    }
  }

  private static let names: [String] = {
    let folder = Workplace.root.appendingPathComponent("lua/examples/scripts").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func everyExampleIsTried() throws {
    let folder = Workplace.root.appendingPathComponent("lua/examples/scripts")
    let others = ["privilege-drop", "subreaper-in-place", "job-control-shell"]
    #expect(Set(Self.names) == Set(ExampleRun.all.map(\.name) + others))
    let article = try Documentation.article("InitScripts")
    for name in Self.names {
      #expect(article.contains("lua/examples/scripts/\(name).lua)"), "\(name) in the table")
      let text = try String(
        contentsOf: folder.appendingPathComponent("\(name).lua"), encoding: .utf8)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 81, "\(name)")
      #expect(text.contains("--   sigbox ") || text.contains("--   sudo sigbox "), "\(name)")
      #expect(text.contains("see"), "\(name) says what to see")
    }
  }
}
