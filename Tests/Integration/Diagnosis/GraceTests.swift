import Foundation
import Testing

/// What `probe` says of effects that come later: after a mask of the moment, or in the grace period.
struct GraceTests {
  private func effects(_ words: [String], as user: User = .current) throws -> [String] {
    let probe = try ProbeRun(words, as: user)
    return ["pid1", "ordinary"].flatMap { role in
      ["inside", "host"].compactMap { from in
        probe.cells.first { $0.role == role && $0.from == from }?.effect
      }
    }
  }

  /// script(1) blocks TERM, reads it from a signalfd(2), kills its child, and exits 2 s later.
  @Test(arguments: User.available)
  func aSignalThatIsAcceptedLate(user: User) throws {
    let words = ["script", "-q", "-c", "sleep 1000", "/dev/null"]
    #expect(
      try effects(["--signal", "TERM", "--grace", "60s", "--"] + words, as: user)
        == ["exited 0", "exited 0", "exited 0", "exited 0"])
  }

  /// Blocked most of the time: it has its effect when the program unblocks it.
  @Test(arguments: User.available)
  func aSignalThatIsUnblockedLate(user: User) throws {
    let source = """
      use POSIX; my $signals = POSIX::SigSet->new(SIGUSR1);
      while (1) {
        sigprocmask(SIG_BLOCK, $signals); select(undef, undef, undef, 0.5);
        sigprocmask(SIG_UNBLOCK, $signals);
      }
      """
    let words = ["--signal", "USR1", "--", "/usr/bin/perl", "-e", source]
    #expect(
      try effects(["--role", "ordinary", "--grace", "60s"] + words, as: user)
        == ["killed USR1", "killed USR1"])
    // To PID 1 it does nothing when it is delivered.
    #expect(
      try effects(["--role", "pid1", "--grace", "6s"] + words, as: user) == ["dropped", "dropped"])
  }

  /// A trap of EXIT makes zsh block INT while it waits for a command.
  @Test func zshWithATrap() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh") else {
      return print("zsh is not installed")
    }
    let source = "trap 'echo cleanup >&2' EXIT; while :; do sleep 0.2; done"
    #expect(
      try effects([
        "--role", "ordinary", "--signal", "INT", "--grace", "60s", "--", "zsh", "-c", source,
      ])
        == ["killed INT", "killed INT"])
  }

  /// The end of a program that the signal did not reach is no effect of it.
  @Test func aProgramThatEndsByItself() throws {
    let probe = try ProbeRun([
      "--role", "pid1", "--signal", "TERM", "--grace", "60s", "--", "sleep", "10",
    ])
    #expect(probe.cells.map(\.effect) == ["dropped", "dropped"])
  }

  /// Any signal that is asked for by name gets its grace and its finding.
  @Test(arguments: ["PWR", "RTMIN+7"])
  func aSignalByName(signal: String) throws {
    let script = try Workplace.script(
      """
      signal.handle("\(signal)", function() process.sleep(1.3) process.exit(0) end)
      while true do signal.pause() end
      """)
    let words = ["--role", "pid1", "--grace", "10s", "--signal", signal]
    let named = try ProbeRun(words + [script])
    #expect(named.cells.map(\.effect) == ["exited 0", "exited 0"])
    #expect(named.findings.first?.hasPrefix("good: \(signal) ends it, with exit status 0") == true)
    let stop = try ProbeRun(["--stop-signal", signal, "--signal", "TERM"] + words + [script])
    #expect(stop.stopSignal == signal)
    #expect(stop.findings.first?.hasPrefix("good: \(signal) ends it, with exit status 0") == true)
    #expect(stop.findings.contains("bad: TERM does nothing (dropped)."))
  }

  /// The init of busybox ends 3 s after its signals: TERM to all, then KILL.
  @Test func theInitOfBusybox() throws {
    let busybox = ["/bin/busybox", "/usr/bin/busybox"].first {
      guard let bytes = FileManager.default.contents(atPath: $0) else { return false }
      return bytes.range(of: Data("ld-linux".utf8)) == nil
    }
    guard let busybox else { return print("busybox-static is not installed") }
    let root = Workplace.directory.appendingPathComponent("root-\(UUID().uuidString)")
    for directory in ["sbin", "etc", "proc", "dev", "sys", "tmp", "run"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(directory), withIntermediateDirectories: true)
    }
    try Workplace.alone {
      try FileManager.default.copyItem(
        atPath: busybox, toPath: root.appendingPathComponent("sbin/init").path)
      try "::respawn:/sbin/init sleep 1000\n".write(
        to: root.appendingPathComponent("etc/inittab"), atomically: false, encoding: .utf8)
    }
    let probe = try ProbeRun([
      "--rootfs", root.path, "--role", "pid1", "--grace", "60s", "--signal", "PWR", "--",
      "/sbin/init",
    ])
    #expect(probe.cells.map(\.effect) == ["exited 0", "exited 0"])
    #expect(!probe.findings.contains { $0.contains("is a shell") }, "\(probe.findings)")
  }

  /// Daemons that wait(2) once a second leave no zombies.
  @Test func anInitThatReapsLate() throws {
    let late = try ProbeRun([
      "--role", "pid1", "--signal", "TERM", "--grace", "10s",
      try Workplace.script("while true do process.sleep(0.8) process.reap() end"),
    ])
    #expect(late.orphans == "reaps")
    let never = try ProbeRun(["--role", "pid1", "--signal", "TERM", "--", "sleep", "1000"])
    #expect(never.orphans == "leaves_zombies" && never.orphanSeconds == 2)
  }
}
