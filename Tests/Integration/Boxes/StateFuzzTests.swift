import Foundation
import Linux
import SystemPackage
import Testing
import Workshop

@testable import BoxHost

/// Random malformed state: what reads it ends soon, with an error of one line at most.
@Suite(.serialized, .tags(.slow))
struct StateFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  /// SIGBOX_FUZZ_STATES=100000 takes longer.
  private static let count = environment["SIGBOX_FUZZ_STATES"].flatMap { Int($0) } ?? 2000
  private static let seed = environment["SIGBOX_FUZZ_SEED"].flatMap { UInt64($0) } ?? 16
  private static let limit = Duration.seconds(5)

  /// The functions of sigbox that read state, in the process of the test: a trap or a hang ends it.
  @Test func functions() throws {
    // A function that hangs ends all tests: ``Workplace`` has set an alarm.
    let boxes = try Boxes(.current)
    var outcomes: [String: Int] = [:]
    for number in 0..<Self.count {
      var mutation = try StateMutation(seed: Self.seed &+ UInt64(number), boxes)
      let told = try mutation.make()
      let start = Instant.now
      for outcome in read(boxes.directory.path + "/sigbox", mutation.progress, told) {
        outcomes[outcome, default: 0] += 1
      }
      // Other tests run beside this one.
      #expect(Instant.now < start + Self.limit * 4, "state \(number): \(told)")
      mutation.remove()
    }
    // The mutations reach all that can happen.
    for outcome in ["listed", "skipped", "removed", "logs read", "log refused", "progress refused"]
    {
      #expect(outcomes[outcome, default: 0] > Self.count / 100, "\(outcomes)")
    }
  }

  private func read(_ path: String, _ progress: String, _ told: String) -> [String] {
    var outcomes: [String] = []
    func attempt(_ failure: String? = nil, _ body: () throws -> Void) {
      do {
        try body()
      } catch {
        #expect(error is SystemError || error is Errno, "\(told): \(error)")
        if let failure { outcomes.append(failure) }
      }
    }
    attempt {
      let registry = try BoxRegistry(at: FilePath(path))
      var skipped: [String] = []
      let records = try registry.records { skipped.append($0.description) }
      #expect(records.contains { $0.name == "other" }, "\(told)")
      if records.contains(where: { $0.name == "b" }) { outcomes.append("listed") }
      if !skipped.isEmpty { outcomes.append("skipped") }
      attempt { _ = try registry.find("b") }
      attempt("log refused") {
        try registry.directory("b").readLogs(until: nil) { _ in }
        outcomes.append("logs read")
      }
      attempt { _ = try ExitWaiter(of: registry.directory("b")).wait() }
      attempt { if try registry.removeMalformed("b") { outcomes.append("removed") } }
      attempt { try registry.remove("b") }
      attempt { try registry.claim("b").abandon() }
      #expect(try registry.record("other").end != nil)
    }
    attempt("progress refused") { _ = try Progress(FilePath(progress), newSeed: 1) }
    return outcomes
  }

  /// The commands themselves, on a sample.
  @Test(arguments: User.available)
  func commands(user: User) throws {
    let boxes = try Boxes(user)
    let verbs: [[String]] = [
      ["list", "-a"], ["list", "-a", "--json"], ["inspect", "b"], ["ps", "b"], ["logs", "b"],
      ["logs", "-f", "b"], ["wait", "b"], ["stop", "-t", "0", "b"], ["kill", "b"],
      ["exec", "b", "true"], ["attach", "b"], ["rm", "b"], ["rm", "-f", "b"], ["workshop", "list"],
    ]
    for number in 0..<max(15, Self.count / 100) {
      var mutation = try StateMutation(seed: Self.seed &+ UInt64(number) &* 1_000_003, boxes)
      let told = try mutation.make()
      if user == .nobody {
        _ = try Command(["/bin/chown", "-hR", "65534", boxes.directory.path]).finish()
      }
      let learner = ["env", "XDG_STATE_HOME=\(boxes.directory.path)/state"]
      for words in verbs {
        let command = try boxes.start(through: learner, words)
        guard let result = try command.finish(within: Self.limit) else {
          Issue.record("\(words) takes more than \(Self.limit): state \(number): \(told)")
          continue
        }
        #expect(!(129..<255).contains(result.status), "\(words) \(result): \(told)")
        #expect(result.error.split(separator: "\n").count <= 2, "\(words) \(result): \(told)")
      }
      mutation.remove()
    }
  }
}
