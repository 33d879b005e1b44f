import Foundation
import Testing

/// Boxes in the background, by docker's verbs.
struct BackgroundTests {
  /// What a user does with docker in the founding experiment.
  @Test(arguments: User.available)
  func foundingSession(user: User) throws {
    let boxes = try Boxes(user)
    #expect(try boxes("run", "-d", "--name", "b", "bash").output == "b\n")
    let before = try boxes(until: "sleep", "exec", "b", "ps", "-e")
    #expect(before.lines.count == 4, "\(before)")
    #expect(try boxes("exec", "b", "sh", "-c", "kill 1").status == 0)
    #expect(try boxes("exec", "b", "--", "sh", "-c", "kill -9 1").status == 0)
    #expect(try boxes("kill", "b", "-s", "TERM").status == 0)
    #expect(try boxes("kill", "b", "-s", "KILL", "--from", "inside").status == 0)
    #expect(try boxes("exec", "b", "ps", "-e").lines.count == 4)
    let stop = try boxes("stop", "-t", "1", "b")
    #expect(stop.lines.count == 3, "\(stop)")
    #expect(stop.lines[0].contains("TERM sent: TERM has the default disposition"))
    #expect(
      stop.lines[1].hasPrefix("1.") && stop.lines[1].contains("the grace period is over: KILL sent")
    )
    #expect(stop.lines[2].hasSuffix("b  killed by KILL (exit status 137)"))
    #expect(try boxes("wait", "b").output == "137\n")
    #expect(try boxes("list", "-q").output.isEmpty)
    #expect(try boxes("list", "-qa").output == "b\n")
    #expect(try boxes("rm", "b").status == 0)

    try boxes("run", "-d", "--name", "g", "go")
    try boxes(until: "fffffffd7fc1feff", "ps", "g")
    let stopped = try boxes("stop", "g")
    #expect(stopped.lines.count == 2 && stopped.lines[1].hasSuffix("exited 2 (exit status 2)"))
    #expect(try boxes("wait", "g").output == "2\n")
    #expect(try boxes("rm", "g").status == 0)
    #expect(boxes.remains.isEmpty)
  }

  @Test(arguments: User.available)
  func processesAreShownWithBothPids(user: User) throws {
    let boxes = try Boxes(user)
    try boxes(
      "run", "-d", "--name", "p", "--", "sh", "-c", "trap '' HUP; sleep 1000 & echo there; wait $!")
    // Its child is process 2.
    let logs = try boxes.start(["logs", "-f", "p"])
    try logs.waitForLine("there")
    let pid = try boxes.pid("pid", of: "p")
    let inside = try boxes.start(["exec", "p", "sh", "-c", "echo here; sleep 1000"])
    try inside.waitForLine("here")
    let result = try boxes(until: "sleep 1000\n3", "ps", "p")
    #expect(result.lines[1].hasPrefix("1    \(pid)"), "\(result)")
    #expect(result.lines[2].contains("    sleep 1000"), "below PID 1")
    #expect(result.lines[3].contains("  sh -c 'echo here; sleep 1000'"), "\(result)")
    #expect(result.output.contains("ignored (SigIgn)  0000000000000001  HUP"), "\(result)")
    // Both ways to the same process.
    #expect(try boxes("kill", "p", "--pid", "2", "-s", "TERM", "--from", "inside").status == 0)
    #expect(try boxes("wait", "p").output == "143\n")
    #expect(inside.finish().status == 137, "the kernel ends all in the box")
    _ = logs.finish()
    let again = try boxes("kill", "p")
    #expect(again.error.contains("cannot reach the box p: ESRCH"), "\(again)")
    #expect(try boxes("rm", "p").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func execPassesSignalsAndStatusesOn() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-d", "--rm", "--name", "e", "--", "sleep", "1000")
    let command = try boxes.start(
      ["exec", "e", "sh", "-c", "trap 'exit 7' USR1; echo ready; while :; do sleep 0.01; done"])
    try command.waitForLine("ready")
    kill(command.pid, SIGUSR1)
    #expect(command.finish().status == 7)
    #expect(try boxes("exec", "e", "sh", "-c", "kill -TERM $$").status == 143)
    let missing = try boxes("exec", "e", "no-such-command")
    #expect(missing.status == 127 && missing.error.contains("no-such-command: ENOENT"))
    #expect(try boxes("exec", "e", "/etc/passwd").status == 126)
    #expect(try boxes("exec", "-w", "/usr", "e", "pwd").output == "/usr\n")
    #expect(try boxes("exec", "-e", "A=b c", "e", "sh", "-c", "echo $A").output == "b c\n")
    let user = try boxes.start(["exec", "-u", "\(getuid()):\(getgid())", "e", "id", "-u"]).finish()
    #expect(user.output == "\(getuid())\n" || user.error.contains("EINVAL"), "\(user)")
    #expect(try boxes("exec", "e").status == 125)
    #expect(try boxes("rm", "-f", "e").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func logsAreKeptAndFollowed() throws {
    let boxes = try Boxes(.current)
    try boxes(
      "run", "-d", "--name", "l", "--", "sh", "-c",
      "echo one; echo two >&2; trap 'echo three; exit 3' TERM; while :; do sleep 0.01; done")
    let follow = try boxes.start(["logs", "-f", "l"])
    try follow.waitForLine("one")
    try follow.waitForLine("two")
    try boxes("stop", "l")
    let rest = follow.finish()
    #expect(rest.status == 0 && rest.output == "three\n", "\(rest)")
    #expect(try boxes("logs", "l").output == "one\ntwo\nthree\n")
    try boxes("rm", "l")
    // The last 8 to 16 MiB are kept.
    try boxes("run", "-d", "--name", "l", "--", "head", "-c", "20000000", "/dev/zero")
    try boxes("wait", "l")
    let size = try boxes("logs", "l").output.utf8.count
    #expect((8 << 20...16 << 20).contains(size), "\(size)")
    try boxes("rm", "l")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test(arguments: User.available)
  func inTheForegroundWithAName(user: User) throws {
    let boxes = try Boxes(user)
    let words = ["run", "--name", "f", "--", "sh", "-c", "echo ready; exec sleep 1000"]
    let command = try boxes.start(words)
    try command.waitForLine("ready")
    // The program may be faster than the record of its box.
    try boxes(until: "f\n", "list", "-q")
    #expect(try boxes.pid("monitor", of: "f") == command.pid)
    #expect(try boxes("exec", "f", "sh", "-c", "kill -9 1; echo alive").output == "alive\n")
    let attached = try boxes("attach", "f")
    #expect(attached.error.contains("went to its caller"), "\(attached)")
    try boxes("stop", "-t", "0s", "f")
    #expect(command.finish().status == 137)
    #expect(try boxes("wait", "f").output == "137\n")
    #expect(try boxes("rm", "f").status == 0)
    #expect(try boxes("run", "--rm", "--name", "f", "--", "sh", "-c", "exit 3").status == 3)
    // Killed, it leaves a name that the next command frees.
    let killed = try boxes.start(words)
    try killed.waitForLine("ready")
    // The program may be faster than the record of its box.
    try boxes(until: "f\n", "list", "-q")
    let pid = try boxes.pid("pid", of: "f")
    kill(killed.pid, SIGKILL)
    _ = killed.finish()
    try waitUntilEnded(pid)
    #expect(try boxes("list", "-qa").output.isEmpty)
    #expect(boxes.remains.isEmpty)
  }

  @Test func timeIsOverForABoxThatNeverStopsToWrite() throws {
    let boxes = try Boxes(.current)
    try boxes(
      "run", "-d", "--rm", "--timeout", "300ms", "--name", "y", "--", "sh", "-c",
      "yes & yes & yes & yes")
    let end = try boxes("wait", "y")
    #expect(end.output == "137\n" || end.error.contains("ENOENT"), "\(end)")
    #expect(boxes.leftovers.isEmpty)
  }

  /// Nothing that a box sends reaches its monitor, and what others send does not confuse it.
  @Test(arguments: User.available)
  func signalStormsAtTheMonitor(user: User) throws {
    let boxes = try Boxes(user)
    let storm = """
      foreach my $round (1..2000) {
        for my $signal (1..31, 34..64) {
          next if $signal == 9 || $signal == 19;
          kill $signal, $_ for -1, 0, 1, getppid(), -getppid();
        }
      }
      print "over\\n";
      sleep 1000 if $$ == 1;
      """
    let perl = ["perl", "-e", "$| = 1; $SIG{$_} = 'IGNORE' for keys %SIG;" + storm]
    #expect(try boxes.start(["run", "-d", "--name", "s", "--"] + perl).finish().status == 0)
    let logs = try boxes.start(["logs", "-f", "s"])
    try logs.waitForLine("over")
    #expect(try boxes.start(["exec", "s"] + perl).finish().output == "over\n")
    let monitor = try boxes.pid("monitor", of: "s")
    let status = try String(contentsOfFile: "/proc/\(monitor)/status", encoding: .utf8)
    for set in ["SigPnd", "ShdPnd"] { #expect(status.contains("\(set):\t0000000000000000")) }
    // All that a monitor passes on; whoever may send these might as well send KILL.
    for _ in 0..<2000 {
      for signal in [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGCONT, SIGCHLD,
      ] {
        kill(monitor, signal)
      }
    }
    #expect(try boxes("list", "-q").output == "s\n")
    #expect(try boxes("stop", "-t", "0s", "s").status == 0)
    _ = logs.finish()
    #expect(try boxes("wait", "s").output == "137\n")
    try boxes("rm", "s")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func mistakesAreNamed() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-d", "--name", "m", "--", "sleep", "1000")
    for (words, message) in [
      (["run", "-d", "--name", "m", "bash"], "cannot name the box m: EEXIST"),
      (["run", "-d", "--name", "../m", "bash"], "invalid name '../m'"),
      (["run", "--name", "m", "bash"], "cannot name the box m: EEXIST"),
      (["run", "--rm", "--name", "n", "--", "no-such-command"], "no-such-command: ENOENT"),
      (["exec", "-e", "=", "m", "true"], "invalid variable '='"),
      (["exec", "-u", "root", "m", "true"], "invalid user 'root'"),
      (["run", "-d", "--send", "TERM", "bash"], "--detach and --send do not go together"),
      (["rm", "m"], "cannot remove the box m: EBUSY"),
      (["kill", "m", "-s", "FOO"], "unknown signal 'FOO'"),
      (["kill", "m", "--pid", "99"], "cannot find process 99 in m: ESRCH"),
      (["kill", "m", "--pid", "99", "--from", "inside"], "ESRCH"),
      (["stop", "m", "-t", "soon"], "invalid duration 'soon'"),
      (["inspect", "x/../m"], "cannot find the box x/../m: ENOENT"),
      (["run", "-d", "--name", "n", "--", "no-such-command"], "no-such-command: ENOENT"),
    ] {
      let result = try boxes.start(words).finish()
      #expect(result.status == (words.last == "no-such-command" ? 127 : 125), "\(words) \(result)")
      #expect(result.error.contains(message), "\(words) \(result)")
      #expect(result.error.split(separator: "\n").count == 1)
    }
    try boxes("rm", "-f", "m")
    #expect(boxes.leftovers.isEmpty)
    let homeless = try boxes.start(through: ["env", "XDG_RUNTIME_DIR=/none"], ["list"]).finish()
    #expect(homeless.error.hasSuffix("set XDG_RUNTIME_DIR to a directory of yours\n"))
  }

  /// Where several boxes are named, what fails for one is done for the others; what is so already is
  /// no failure.
  @Test func wordsAreDockers() throws {
    let boxes = try Boxes(.current)
    #expect(try boxes("run", "--rm", "--", "sh", "-c", "exit 3").status == 3)
    try boxes("run", "-d", "--name", "a", "--", "sleep", "1000")
    try boxes("run", "-d", "--name", "b", "--", "sleep", "1000")
    let some = try boxes("inspect", "none", "a")
    #expect(some.status == 125 && some.output.contains("\"name\" : \"a\""), "\(some)")
    for field in ["\"network\" : \"none\"", "\"privileged\" : false", "\"control_groups\" : ["] {
      #expect(some.output.contains(field), "\(some)")
    }
    let kill = try boxes("kill", "-q", "none", "a", "nobody", "b")
    #expect(kill.status == 125 && kill.output == "a\nb\n", "\(kill)")
    #expect(kill.error.split(separator: "\n").count == 2, "\(kill)")
    #expect(try boxes("wait", "a", "none", "b").output == "137\n137\n")
    let stop = try boxes("stop", "-t", "-1", "a")
    #expect(stop.status == 0 && stop.output.contains("a  had ended: killed by KILL"), "\(stop)")
    let late = try boxes("kill", "a")
    #expect(late.error.hasSuffix("it has ended: killed by KILL\n"), "\(late)")
    #expect(try boxes("rm", "none", "a").status == 125)
    #expect(try boxes("rm", "-f", "none", "b").output == "b\n")
    #expect(try boxes("rm", "-f", "none").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  /// Whoever is killed, the box ends with it, its name is free, and the list tells the truth.
  @Test(arguments: User.available, ["monitor", "pid"])
  func killedAtRandom(user: User, victim: String) throws {
    let boxes = try Boxes(user)
    for round in 0..<20 {
      try boxes("run", "-d", "--rm", "--name", "k", "--", "sh", "-c", "sleep 1000 & wait")
      let pids = try ["monitor", "pid"].map { try boxes.pid($0, of: "k") }
      usleep(UInt32.random(in: 0..<3000))
      kill(try boxes.pid(victim, of: "k"), SIGKILL)
      for pid in pids { try waitUntilEnded(pid) }
      #expect(try boxes("list", "-qa").output.isEmpty, "round \(round)")
      #expect(boxes.remains.isEmpty)
    }
  }

  /// The same for the guardian, which is killed before the monitor that it would have outlived.
  @Test(arguments: User.available)
  func killedWithTheGuardian(user: User) throws {
    let boxes = try Boxes(user)
    for _ in 0..<20 {
      try boxes("run", "-d", "--rm", "--name", "k", "--", "sleep", "1000")
      let (monitor, pid) = (try boxes.pid("monitor", of: "k"), try boxes.pid("pid", of: "k"))
      let children = try String(
        contentsOfFile: "/proc/\(monitor)/task/\(monitor)/children", encoding: .utf8)
      let guardian = children.split(separator: " ").compactMap { Int32($0) }.first { $0 != pid }
      kill(try #require(guardian), SIGKILL)
      kill(monitor, SIGKILL)
      try waitUntilEnded(monitor)
      #expect(try boxes("list", "-qa").output.isEmpty)
      try waitUntilEnded(pid)
      #expect(boxes.remains.isEmpty)
    }
  }

  /// The command is killed while it makes the box: there is one, or there is none.
  @Test(arguments: User.available)
  func commandKilledAtRandom(user: User) throws {
    let boxes = try Boxes(user)
    for round in 0..<40 {
      let command = try boxes.start(
        ["run", "-d", "--rm", "--name", "k", "--", "sleep", "1000"])
      usleep(UInt32.random(in: 0..<30000))
      kill(command.pid, SIGKILL)
      _ = command.finish()
      // Its monitor may be at it still, and ends where nobody waits for it any more.
      let deadline = Date().addingTimeInterval(30)
      repeat { try boxes("rm", "-f", "k") } while !boxes.leftovers.isEmpty && Date() < deadline
      #expect(boxes.remains.isEmpty, "round \(round)")
      #expect(try boxes("list", "-qa").output.isEmpty)
    }
  }

  /// A pid that is another's by now is never signalled.
  @Test func recycledPidsAreSafe() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-d", "--name", "r", "--", "sleep", "1000")
    let record = try #require(boxes.path("r/record"))
    let monitor = try boxes.pid("monitor", of: "r")
    // In the same clock tick both would have started at the same time.
    var time = tms()
    let tick = times(&time)
    while times(&time) < tick + 2 { sched_yield() }
    let bystander = try Command(["/bin/sleep", "1000"])
    let text = try String(contentsOfFile: record, encoding: .utf8)
    let pid = try boxes.pid("pid", of: "r")
    let forged = text.replacingOccurrences(
      of: #""pid":\#(pid),"#, with: #""pid":\#(bystander.pid),"#)
    #expect(forged != text)
    try forged.write(toFile: record, atomically: true, encoding: .utf8)
    #expect(try boxes("kill", "r").error.contains("cannot reach the box r: ESRCH"))
    kill(monitor, SIGKILL)
    try waitUntilEnded(monitor)
    #expect(try boxes("list", "-qa").output.isEmpty)
    #expect(bystander.isRunning)
    kill(bystander.pid, SIGKILL)
    try waitUntilEnded(pid)
    _ = bystander.finish()
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func manyAtOnceAndOneAfterAnother() throws {
    let boxes = try Boxes(.current)
    let loop = "for i in $(seq 1000); do \"$@\" run -d --rm --name x$i -- true >&2 || exit; done"
    let thousand = try boxes.start(through: ["sh", "-c", loop, "sh"], []).finish()
    #expect(thousand.status == 0 && thousand.error.split(separator: "\n").count == 1000)
    // The last one may still be ending.
    for name in try boxes("list", "-q").lines { try boxes("wait", name) }
    #expect(boxes.remains.isEmpty)
    let names = (0..<50).map { "b\($0)" }
    let starting = try names.map {
      try boxes.start(["run", "-d", "--rm", "--name", $0, "--", "sleep", "1000"])
    }
    for command in starting { #expect(command.finish().status == 0) }
    #expect(try boxes("list", "-q").lines.sorted() == names.sorted())
    #expect(try boxes.start(["rm", "-f"] + names).finish().status == 0)
    #expect(boxes.remains.isEmpty)
  }
}
