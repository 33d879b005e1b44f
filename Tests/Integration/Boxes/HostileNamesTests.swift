import Foundation
import Testing

/// Processes that choose names and command lines to deceive or exhaust those who look at them.
struct HostileNamesTests {
  private static let title = "p\u{1b}]0;owned\u{7}\u{202e}q"

  private func hidden(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || $0 == "\u{202e}") }
  }

  @Test(arguments: User.available)
  func namesAreEscaped(user: User) throws {
    let boxes = try Boxes(user)
    let program =
      "$0 = \"\(Self.title)\\nPID 99\"; $| = 1; print \"\(Self.title)\\n\"; "
      + "if (fork) { sleep 1000 } else { sleep 1000 }"
    let started = try boxes("run", "-d", "--name", "hostile", "--", "perl", "-e", program)
    #expect(started.status == 0, "\(started)")
    defer { _ = try? boxes("rm", "-f", "hostile") }
    // The detector: the box wrote this, and logs passes it on.
    let logs = try boxes(until: "owned", "logs", "hostile")
    #expect(hidden(logs.output), "\(logs)")
    for words in [
      ["ps", "hostile"], ["ps", "--json", "hostile"], ["list"], ["list", "--json"],
      ["inspect", "hostile"], ["masks", "hostile"], ["masks", "--json", "hostile"],
      ["explain", "TERM", "--to", "hostile"], ["exec", "hostile", Self.title],
      ["run", Self.title], ["masks", Self.title], ["run", "--send", Self.title, "c"], [Self.title],
      ["run", "--\(Self.title)"],
    ] {
      let result = try boxes.start(words).finish()
      #expect(!hidden(result.output) && !hidden(result.error), "\(words) \(result)")
    }
    let listing = try boxes("ps", "hostile")
    #expect(listing.output.contains("'p\\x1b]0;owned\\x07\\u{202e}q\\x0aPID 99'"), "\(listing)")
    #expect(listing.lines.allSatisfy { !$0.hasPrefix("PID 99") })
  }

  /// Each of 60 processes shares 1.9 MB of arguments: together 114 MB.
  @Test func longCommandLinesAreCut() throws {
    let boxes = try Boxes(.current)
    let program = """
      if (@ARGV < 2) { exec $^X, "-e", $ENV{CODE}, map { "a" x 120000 } 1 .. 16 }
      for (1 .. 60) { last unless fork } sleep 1000
      """
    let started = try boxes(
      "run", "-d", "--name", "long", "-e", "CODE=\(program)", "--", "perl", "-e", program)
    #expect(started.status == 0, "\(started)")
    defer { _ = try? boxes("rm", "-f", "long") }
    // 60 processes and PID 1: their lines are long, and begin with a pid.
    let deadline = Date().addingTimeInterval(60)
    var listing = try boxes("ps", "long")
    while listing.lines.count(where: { $0.contains("aaaa") }) < 61, Date() < deadline {
      listing = try boxes("ps", "long")
    }
    let long = listing.lines.filter { $0.contains("aaaa") }
    #expect(long.count == 61)
    #expect(long.allSatisfy { $0.hasSuffix("…'") && $0.utf8.count < 5000 })
    // The detector: the kernel has all of it.
    let pid = try boxes.pid("pid", of: "long")
    let all = try Command(["/usr/bin/wc", "-c", "/proc/\(pid)/cmdline"]).finish()
    #expect(all.output.hasPrefix("19"), "\(all)")
    for words in [
      ["ps", "long"], ["ps", "--json", "long"], ["masks", "long"],
      ["kill", "-q", "-s", "WINCH", "--pid", "5", "long"],
    ] {
      let peak = try #require(Int(try peakMemory(boxes, words)), "\(words)")
      #expect(peak < 64 << 10, "\(words): \(peak) KiB")
    }
  }

  /// The most memory that a command of sigbox has used, in KiB.
  private func peakMemory(_ boxes: Boxes, _ words: [String]) throws -> String {
    let program = """
      import resource, subprocess, sys
      status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if status == 0 else status)
      """
    let result = try boxes.start(through: ["python3", "-c", program], words).finish()
    return result.lines.last ?? ""
  }
}
