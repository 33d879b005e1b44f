import Foundation
import Testing

/// `--ready` and `--settle`, and what `probe` does without them.
struct ReadyOptionTests {
  /// A start script whose handler comes late, and what it does then.
  private func late(_ first: String = "sleep 1", then: String) -> [String] {
    ["/bin/sh", "-c", "\(first); trap 'exit 7' TERM; \(then); sleep 1000 & wait"]
  }

  @Test(arguments: User.available)
  func aTextInTheOutput(user: User) throws {
    for redirection in ["", " >&2"] {
      let command = late(then: "echo 'app: up'\(redirection)")
      let result = try run(
        ["--send", "TERM", "--grace", "60s", "--ready", "app: up", "--"] + command, as: user)
      #expect(result.status == 7, "\(result)")
      #expect(result.output.contains("TERM from inside: exited 7"), "\(result)")
      #expect((redirection.isEmpty ? result.output : result.error).contains("app: up\n"))
    }
  }

  @Test func aTextOfAProgramThatNeverStopsWriting() throws {
    let command = late(then: "yes now | while read -r word; do echo $word; done & wait")
    let probe = try ProbeRun(["--signal", "TERM", "--ready", "now\nnow", "--"] + command)
    #expect(probe.cells.count == 4 && probe.cells.allSatisfy { $0.effect == "exited 7" })
  }

  /// Links are followed in the box: the host's /var/run is another directory.
  @Test(arguments: ["/run/up", "/var/run/up"])
  func aFile(path: String) throws {
    let result = try run(
      ["--send", "TERM", "--grace", "60s", "--ready", "file:\(path)", "--"]
        + late(then: "touch /run/up"))
    #expect(result.status == 7, "\(result)")
  }

  @Test(arguments: ["AF_INET, socket.SOCK_STREAM", "AF_INET6, socket.SOCK_STREAM"])
  func aPort(kind: String) throws {
    guard let python = Self.python else { return print("python3 is not installed") }
    let source = """
      import signal, socket, sys, time
      time.sleep(1)
      signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
      server = socket.socket(socket.\(kind))
      server.bind(("\(kind.contains("6") ? "::1" : "127.0.0.1")", 8080))
      server.listen()
      signal.pause()
      """
    let result = try run([
      "--send", "TERM", "--grace", "60s", "--ready", "port:8080", "--", python, "-c", source,
    ])
    #expect(result.status == 7, "\(result)")
  }

  @Test func aTime() throws {
    let script = try Workplace.script(
      """
      signal.alarm(1)
      signal.handle("ALRM", function() signal.handle("TERM", function() process.exit(7) end) end)
      while true do signal.pause() end
      """)
    #expect(try run(["--send", "TERM", script]).output.contains("TERM from inside: dropped"))
    // Until the script has its handler, TERM is dropped.
    let result = try run([
      "--send", "TERM", "--grace", "60s", "--ready", "after:5s", script,
    ])
    #expect(result.status == 7, "\(result)")
  }

  @Test func aTimeWithoutChange() throws {
    let loop = "i=0; while [ $i -lt 5 ]; do sleep 0.4; i=$((i+1)); done"
    let result = try run(
      ["--send", "TERM", "--grace", "60s", "--settle", "5s", "--"] + late(loop, then: ":"))
    #expect(result.status == 7, "\(result)")
  }

  @Test func aProgramThatEndsBefore() throws {
    let result = try run(["--send", "TERM", "--ready", "never", "--", "/bin/true"])
    #expect(result.output.contains("/bin/true exited 0 before it was ready"), "\(result)")
    let probe = try ProbeRun(["--signal", "TERM", "--ready", "never", "--", "/bin/true"])
    #expect(probe.findings.first?.hasPrefix("bad: It ends before a signal can be sent") == true)
  }

  @Test(
    .tags(.slow),
    arguments: [
      (["--ready", "port:1"], "no TCP socket listens on port 1 in the box"),
      (["--settle", "1s"], "it or one of its children kept changing"),
    ])
  func aProgramThatIsNeverReady(options: [String], reason: String) throws {
    let loop = ["--", "/bin/sh", "-c", "while :; do sleep 0.2; done"]
    let result = try run(["--send", "TERM"] + options + loop)
    #expect(result.status == 125, "\(result)")
    #expect(result.error.hasPrefix("sigbox: not ready after 3"), "\(result)")
    #expect(result.error.contains(reason) && result.error.split(separator: "\n").count == 1)
    let probe = try Command.sigbox(["probe", "--signal", "TERM"] + options + loop).finish()
    #expect(probe.status == 125, "\(probe)")
    #expect(probe.error.hasPrefix("sigbox: /bin/sh: not ready after 3"), "\(probe)")
  }

  @Test(arguments: [
    (["--ready", ""], "--ready: empty text"), (["--ready", "port:x"], "invalid port 'x'"),
    (["--ready", "port:0"], "invalid port '0'"), (["--ready", "port:65536"], "such as port:8080"),
    (["--ready", "file:up"], "invalid path 'up': use an absolute path"),
    (["--ready", "after:soon"], "invalid duration 'soon': use 500ms, 5s or 2m"),
    (["--settle", "x"], "invalid duration 'x'"),
    (["--stop-signal", "FOO"], "unknown signal 'FOO'"),
  ])
  func refusedValues(options: [String], part: String) throws {
    for verb in options[0] == "--stop-signal" ? ["probe"] : ["probe", "run"] {
      let send = verb == "run" ? ["--send", "TERM"] : []
      let result = try Command.sigbox([verb] + send + options + ["--", "sleep", "9"]).finish()
      #expect(result.status == 125 && result.error.contains(part), "\(result)")
      #expect(result.error.split(separator: "\n").count == 1, "\(result)")
    }
    let result = try Command.sigbox(["run", "--ready", "x", "c"]).finish()
    #expect(result.error.contains("say when to send: add --send"), "\(result)")
  }

  /// Without an option, a program that seems ready is watched for a while.
  @Test(arguments: [
    "sleep 1", "i=0; while [ $i -lt 3 ]; do sleep 0.5; i=$((i+1)); done",
  ])
  func aStartScriptThatWaits(first: String) throws {
    let probe = try ProbeRun(["--signal", "TERM", "--grace", "60s", "--"] + late(first, then: ":"))
    #expect(probe.cells.count == 4 && probe.cells.allSatisfy { $0.effect == "exited 7" })
    #expect(probe.starts["pid1"]?.settled == "later")
  }

  @Test func aProgramWhoseChildrenComeAndGo() throws {
    let words = ["--", "/bin/sh", "-c", "while :; do sleep 0.5; done"]
    let result = try Command.sigbox(
      ["probe", "--role", "pid1", "--signal", "TERM", "--signal", "KILL"] + words
    ).finish()
    #expect(result.error.contains("/bin/sh still starts processes: "), "\(result)")
    #expect(result.output.contains("TERM does nothing (dropped)"), "\(result)")
  }

  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func run(_ words: [String], as user: User = .current) throws -> Command.Result {
    try Command.sigbox(["run", "--timeout", "120s"] + words, as: user).finish()
  }
}
