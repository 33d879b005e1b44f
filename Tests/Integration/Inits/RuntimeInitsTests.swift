import Foundation
import SignalModel
import Testing

/// A language's runtime, as Debian installs it, and a program for it that sets up no signal.
enum Runtime: String, CaseIterable {
  case busybox = "busybox-sh"
  case java, node, perl, python

  var command: [String] {
    switch self {
    case .busybox: ["/usr/bin/busybox", "sh", "-c", "while true; do sleep 100; done"]
    case .java: ["/usr/bin/java", "JavaInit"]
    case .node: ["/usr/bin/node", "-e", "setInterval(() => {}, 1e6)"]
    case .perl: ["/usr/bin/perl", "-e", "sleep 100 while 1"]
    case .python: ["/usr/bin/python3", "-c", "import time\nwhile True: time.sleep(100)"]
    }
  }

  var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: command[0]) }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, and says why, where a runtime is missing.
  fileprivate static func needs(_ runtime: Runtime) -> Self {
    .enabled(if: runtime.isInstalled, "\(runtime.command[0]) is missing: run scripts/setup peers")
  }
}

/// The built-in inits that imitate runtimes, against these.
@Suite(.tags(.peers))
struct RuntimeInitsTests {
  /// For time's sake not all for each: the standard ones, and the first and last real-time ones.
  ///
  /// Of the others each run compares the masks, and none of them is in one.
  static let fewer = Probe.signals.filter { $0.number < 32 || [34, 64].contains($0.number) }

  @Test func countsOfSignals() {
    #expect(Probe.signals.count == 62)
    #expect(Self.fewer.count == 33)
  }

  @Test(.needs(.busybox), arguments: ["inside", "host"])
  func busyboxSh(origin: String) throws {
    try Probe.expectEqual("busybox-sh", Runtime.busybox.command, from: origin, Self.fewer)
  }

  @Test(.needs(.java), arguments: ["inside", "host"])
  func java(origin: String) throws {
    let signals = Self.fewer.filter { $0.name != "USR2" }
    try Probe.expectEqual("java", Runtime.java.command, from: origin, signals)
    // Releases of one version differ here: the older ones crash.
    let sends = ["\(origin):USR2"]
    let original = try Probe(["--"] + Runtime.java.command, sends)
    #expect(["handled", "exited 127"].contains(original.effects[0].text))
    #expect(try Probe(["java"], sends).effects[0].text == "handled")
  }

  @Test(.needs(.node), arguments: ["inside", "host"])
  func node(origin: String) throws {
    try Probe.expectEqual("node", Runtime.node.command, from: origin)
  }

  @Test(.needs(.perl), arguments: ["inside", "host"])
  func perl(origin: String) throws {
    try Probe.expectEqual("perl", Runtime.perl.command, from: origin, Self.fewer)
  }

  @Test(.needs(.python), arguments: ["inside", "host"])
  func python(origin: String) throws {
    try Probe.expectEqual("python", Runtime.python.command, from: origin)
  }

  /// What the runtimes are known to show, so that the two cannot err together, and what a signal
  /// leaves behind for the next.
  static let known: [Runtime: [(send: String, effect: String)]] = [
    .busybox: [
      ("INT", "handled"), ("INT", "handled"), ("QUIT", "ignored"), ("TERM", "dropped"),
      ("host:TERM", "dropped"), ("host:KILL", "killed KILL"),
    ],
    .java: [
      ("QUIT", "handled"), ("QUIT", "handled"), ("PIPE", "handled"), ("USR1", "dropped"),
      ("KILL", "dropped"), ("host:STOP", "stopped"), ("CONT", "continued"), ("TERM", "exited 143"),
    ],
    .node: [
      ("USR1", "handled"), ("USR1", "handled"), ("INT", "handled"), ("INT", "dropped"),
      ("SEGV", "handled"), ("SEGV", "dropped"), ("host:TERM", "handled"), ("TERM", "dropped"),
    ],
    .perl: [
      ("FPE", "ignored"), ("INT", "dropped"), ("TERM", "dropped"), ("host:KILL", "killed KILL"),
    ],
    .python: [
      ("PIPE", "ignored"), ("TERM", "dropped"), ("host:TERM", "dropped"), ("INT", "exited 130"),
    ],
  ]

  @Test(arguments: Runtime.allCases)
  func signalsInARow(runtime: Runtime) throws {
    let known = try #require(Self.known[runtime])
    let script = try Probe([runtime.rawValue], known.map(\.send))
    #expect(script.effects.map(\.text) == known.map(\.effect))
    guard runtime.isInstalled else { return }
    let original = try Probe(["--"] + runtime.command, known.map(\.send))
    #expect(original.effects == script.effects)
  }

  /// How the same signals end an ordinary process, for which the kernel drops nothing.
  @Test(arguments: [
    (Runtime.busybox, "TERM", "killed TERM"), (.java, "TERM", "exited 143"),
    (.java, "SEGV", "killed ABRT"), (.node, "TERM", "killed TERM"), (.node, "SEGV", "killed SEGV"),
    (.perl, "INT", "killed INT"), (.python, "INT", "killed INT"), (.python, "TERM", "killed TERM"),
  ])
  func asAnOrdinaryProcess(runtime: Runtime, signal: String, end: String) throws {
    let parent = """
      local child = assert(process.spawn({ table.unpack(arg, 2) }))
      local looks = 0
      while looks < 20 do
        process.sleep(0.01)
        local state = process.status(child).state
        assert(state ~= "zombie", "it ended before the signal")
        looks = state == "sleeping" and looks + 1 or 0
      end
      signal.kill(child, arg[1])
      local ended = process.wait(child)
      print(ended.event, ended.name or ended.code)
      """
    let original = runtime.isInstalled ? [runtime.command] : []
    for words in [[Workplace.binary, "init", runtime.rawValue]] + original {
      let result = try runScript(parent, ["--", signal] + words)
      let expected = end.replacingOccurrences(of: " ", with: "\t")
      #expect(result.lines.last == expected, "\(words): \(result)")
    }
  }

  /// Whether busybox sh looks for commands in PATH first.
  ///
  /// That of busybox-static, which has the commands built in, does not.
  private static let busyboxSearchesPath: Bool = {
    guard Runtime.busybox.isInstalled else { return false }
    let shell = Runtime.busybox.command.prefix(2) + ["-c", "sleep 0"]
    let result = try? Command(["/usr/bin/env", "PATH=/nowhere"] + shell).finish()
    return result?.status == 127
  }()

  /// INT during a wait ends busybox sh when the child has ended, though that did so of itself.
  @Test(
    .needs(.busybox),
    .tags(.peers), .enabled(if: busyboxSearchesPath, "needs a busybox sh that finds sleep in PATH"))
  func busyboxShEndsAfterTheChild() throws {
    let directory = Workplace.directory.appendingPathComponent("short")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let sleep = directory.appendingPathComponent("sleep").path
    try Workplace.alone {
      try "#!/bin/sh\nexec /bin/sleep 1\n".write(toFile: sleep, atomically: false, encoding: .utf8)
    }
    chmod(sleep, 0o755)
    for words in [["busybox-sh"], ["--"] + Runtime.busybox.command] {
      let result = try Command(
        ["/usr/bin/env", "PATH=\(directory.path):/usr/bin:/bin", Workplace.binary, "run"]
          + ["--timeout", "60s", "--send", "INT", "--grace", "30s"] + words
      ).finish()
      #expect(result.status == 130, "\(result)")
      #expect(result.output.contains("INT from inside: exited 130"), "\(result)")
    }
  }
}
