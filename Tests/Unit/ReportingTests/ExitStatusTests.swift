import SignalModel
import Testing

@testable import Reporting

struct ExitStatusTests {
  @Test(arguments: 0...255 as ClosedRange<Int32>)
  func everyStatusMeansSomething(number: Int32) throws {
    let status = try #require(ExitStatus(number: number))
    #expect(!status.meanings.isEmpty)
    for meaning in status.meanings {
      #expect(!meaning.cause.isEmpty && !meaning.test.isEmpty)
    }
    #expect(Set(status.meanings.map(\.cause)).count == status.meanings.count)
  }

  @Test(arguments: [-1, 256, .max] as [Int32])
  func othersAreNone(number: Int32) { #expect(ExitStatus(number: number) == nil) }

  @Test func signalsAre128AndTheirNumber() {
    #expect(ExitStatus(number: 137)?.signal == .kill)
    #expect(ExitStatus(number: 192)?.signal?.name == "RTMAX")
    for number in [0, 127, 128, 193, 255] as [Int32] {
      #expect(ExitStatus(number: number)?.signal == nil)
    }
  }

  @Test(
    arguments: [
      (0, "handled TERM"), (2, "Go program"), (125, "before the program ran"),
      (126, "EACCES"), (127, "not found"), (130, "Ctrl-C"), (134, "abort()"),
      (137, "out of memory"),
      (137, "grace period of docker stop"), (139, "abort() in PID 1"), (143, "as Java does"),
      (255, "exit(-1)"), (3, "exit(3)"), (129, "HUP"), (136, "FPE"),
    ] as [(Int32, String)])
  func theWellKnownOnes(number: Int32, part: String) throws {
    let status = try #require(ExitStatus(number: number))
    #expect(status.meanings.contains { $0.cause.contains(part) })
  }

  /// Without a handler, only a fault or a forced signal kills PID 1.
  @Test func onlyAFaultKillsPID1() throws {
    let term = try #require(ExitStatus(number: 128 + 10)).meanings
    #expect(term[0].test.contains("It was not PID 1"))
    let fault = try #require(ExitStatus(number: 128 + 8)).meanings
    #expect(fault[0].test.contains("only by a real fault"))
  }
}
