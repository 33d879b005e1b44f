import Foundation
import Testing

/// What the OOM killer did in a box is named wherever the end of the box is shown.
///
/// Root can make control groups on most machines; other users need a delegated one.
struct OutOfMemoryTests {
  private static let hog = "b = [bytearray(16 << 20) for _ in range(40)]"
  private static let cause = "which reached its memory limit: --memory raises it"

  /// Whether boxes have a control group that limits their memory.
  private static let isCounted: Bool = {
    guard User.isRoot, let boxes = try? Boxes(.current),
      (try? boxes("run", "-d", "--name", "any", "--", "sleep", "1000")) != nil
    else { return false }
    defer { _ = try? boxes("rm", "-f", "any") }
    return (try? boxes.inspect("any"))?["oom_kills"] as? Int == 0
  }()

  private static let reason: Comment = "needs root and control groups that limit memory"

  @Test(.tags(.root), .enabled(if: isCounted, reason))
  func `a killed PID 1`() throws {
    let boxes = try Boxes(.current)
    let words = ["--memory", "100000000", "--", "python3", "-c", Self.hog]
    let result = try run(words[0], words[1], words[2], words[3], words[4], words[5])
    #expect(result.status == 137, "\(result)")
    #expect(
      result.error == "sigbox: the OOM killer killed a process of the box, \(Self.cause)\n",
      "\(result)")
    let named = try boxes.start(["run", "--name", "hog"] + words).finish()
    #expect(named.status == 137, "\(named)")
    let record = try boxes.inspect("hog")
    #expect(record["oom_kills"] as? Int == 1, "\(record)")
    #expect(record["memory_limit_reached"] as? Bool == true, "\(record)")
    #expect(try boxes("list", "-a").output.contains("killed by KILL (out of memory)"))
    let wait = try boxes("wait", "hog")
    #expect(wait.output == "137\n" && wait.error.contains(Self.cause), "\(wait)")
    let stop = try boxes("stop", "hog")
    #expect(stop.output.contains("had ended: killed by KILL"), "\(stop)")
    #expect(stop.output.contains(Self.cause), "\(stop)")
    try boxes("rm", "hog")
    #expect(boxes.remains.isEmpty)
  }

  /// A manager that starts its worker again, as php-fpm does.
  @Test(.tags(.root), .enabled(if: isCounted, reason))
  func `killed children`() throws {
    let boxes = try Boxes(.current)
    let manager = """
      for i in 1 2; do python3 -c '\(Self.hog)'; echo "worker ended with $?"; done
      trap 'exit 0' TERM; echo ready; while :; do sleep 1000 & wait; done
      """
    let started = try boxes(
      "run", "-d", "--name", "pool", "--memory", "100000000", "--", "bash", "-c", manager)
    #expect(started.status == 0, "\(started)")
    let log = try boxes(until: "ready", "logs", "pool")
    #expect(log.lines.filter { $0 == "worker ended with 137" }.count == 2, "\(log)")
    #expect(try boxes.inspect("pool")["oom_kills"] as? Int == 2)
    let stop = try boxes("stop", "pool")
    #expect(
      stop.lines.last?.hasSuffix(
        "exited 0 (exit status 0); the OOM killer killed 2 processes of the box, \(Self.cause)")
        == true, "\(stop)")
    #expect(try boxes.inspect("pool")["oom_kills"] as? Int == 2)
    try boxes("rm", "pool")
    #expect(boxes.remains.isEmpty)
  }

  @Test(.tags(.root), .enabled(if: isCounted, reason))
  func `nothing is said of a box that had enough`() throws {
    let result = try run("--memory", "100000000", "--", "sh", "-c", "kill -9 $$; exit 3")
    #expect(result.status == 3 && result.error.isEmpty, "\(result)")
  }
}
