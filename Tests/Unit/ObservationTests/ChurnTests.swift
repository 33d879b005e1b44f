import SignalModel
import Linux
import Testing

@testable import Observation

/// When the coming and going of children counts as a process's usual work.
struct ChurnTests {
  private func status(caught: String = "0", state: String = "S") throws -> ProcessStatus {
    let masks = ["SigPnd", "ShdPnd", "SigBlk", "SigIgn"].map { "\($0):\t0000000000000000" }
    let text = """
      Name:\tsh\nState:\t\(state) (x)\nPPid:\t1\nThreads:\t1\nNSpid:\t9\t1
      \(masks.joined(separator: "\n"))\nSigCgt:\t000000000000000\(caught)
      """
    return try #require(ProcessStatus(parsing: text))
  }

  private let start = Instant(nanoseconds: 1_000_000_000)

  /// Looks every 10 ms at these families.
  private func churn(
    _ families: [[Int32]], lasting: [Int32] = [], _ status: ProcessStatus
  ) -> (Churn, Instant) {
    var churn = Churn(lasting: lasting)
    var now = start
    for family in families {
      now = now + .milliseconds(10)
      churn.note(status, family: family, at: now)
    }
    return (churn, now)
  }

  @Test func childrenThatComeAndGoAreSeen() throws {
    let (churn, now) = churn((0..<20).map { [7, 100 + $0 / 2] }, try status())
    #expect(churn.departures == 9)
    #expect(churn.hasLasted(.milliseconds(190), at: now))
    #expect(!churn.hasLasted(.milliseconds(191), at: now))
    #expect(churn.members(for: .milliseconds(100), at: now) == [7])
  }

  @Test func aFamilyThatStaysIsNoChurn() throws {
    let (still, now) = churn(Array(repeating: [7, 8], count: 100), try status())
    #expect(!still.hasLasted(.zero, at: now))
    // One child that is started, and one that ends.
    let (starting, later) = churn(
      [[], [7], [7, 8], [8]] + Array(repeating: [8], count: 99), try status())
    #expect(!starting.hasLasted(.zero, at: later))
  }

  /// So does a program that starts: a shell sets its trap, or executes another program.
  @Test func aChangeOfTheProcessBeginsAnew() throws {
    var (churn, now) = churn((0..<20).map { [100 + $0] }, try status())
    #expect(churn.hasLasted(.milliseconds(100), at: now))
    // Not a change: it runs for a moment.
    churn.note(try status(state: "R"), family: [200], at: now)
    #expect(churn.hasLasted(.milliseconds(100), at: now))
    churn.note(try status(caught: "2"), family: [201], at: now)
    #expect(churn.departures == 0 && churn.duration(at: now) == .zero)
  }

  /// The end of a program that PID 1 supervises is the effect of a signal, and not over.
  @Test func theEndOfALastingChildBeginsAnew() throws {
    let families: [[Int32]] = (0..<20).map { [7, 100 + $0] } + [[120]]
    let (churn, now) = churn(families, lasting: [7], try status())
    #expect(churn.departures == 0 && churn.duration(at: now) == .zero)
  }
}
