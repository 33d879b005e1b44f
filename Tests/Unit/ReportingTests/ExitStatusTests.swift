import SignalModel
import Testing

@testable import Reporting

struct ExitStatusTests {
  @Test(arguments: 0...255 as ClosedRange<Int32>)
  func everyStatusMeansSomething(number: Int32) throws {
    let status = try #require(ExitStatus(parsing: "\(number)"))
    #expect(status.number == number && status.ending == .unknown)
    #expect(!status.meanings.isEmpty)
    for meaning in status.meanings {
      #expect(!meaning.cause.isEmpty && !meaning.test.isEmpty)
    }
    #expect(Set(status.meanings.map(\.cause)).count == status.meanings.count)
  }

  // 0x12 is killed by CONT, 0x117f is stopped by CHLD: neither can be.
  @Test(arguments: ["", "x", "-19", "-65", "300", "0x", "0x12", "0x117f", "65536", "1.5"])
  func othersAreNone(text: String) { #expect(ExitStatus(parsing: text) == nil) }

  @Test func signalsAre128AndTheirNumber() {
    #expect(ExitStatus(parsing: "137")?.signal == .kill)
    #expect(ExitStatus(parsing: "192")?.signal?.name == "RTMAX")
    for number in [0, 127, 128, 193, 255] {
      #expect(ExitStatus(parsing: "\(number)")?.signal == nil)
    }
  }

  private static let forms: [(String, Int32, Reporting.ExitStatus.Ending)] = [
    ("-9", 137, .ended(.killed(.kill, core: false))),
    ("-15", 143, .ended(.killed(.term, core: false))),
    ("0x00000b00", 11, .ended(.exited(11))),
    ("0x0000000b", 139, .ended(.killed(.segv, core: false))),
    ("0x8b", 139, .ended(.killed(.segv, core: true))),
    ("exitcode=0x00000009", 137, .ended(.killed(.kill, core: false))),
    ("0x137f", 147, .stopped(.stop)),
    ("256", 1, .ended(.exited(1))),
    ("0xff00", 255, .ended(.exited(255))),
    ("0x0", 0, .ended(.exited(0))),
  ]

  @Test(arguments: forms)
  func otherForms(text: String, number: Int32, ending: Reporting.ExitStatus.Ending) throws {
    let status = try #require(ExitStatus(parsing: text))
    #expect(status.number == number && status.ending == ending)
    #expect(!status.meanings.isEmpty)
    let isPanic = status.meanings[0].cause.contains("panicked")
    #expect(isPanic == (text.contains("0x") && ending != .stopped(.stop)))
  }

  /// A form that says how the process ended has no causes that end it in another way.
  @Test func onlyFittingCauses() throws {
    let killed = try #require(ExitStatus(parsing: "-15")).meanings
    #expect(killed.count == 1 && killed[0].cause.contains("was killed by TERM"))
    let exited = try #require(ExitStatus(parsing: "36608")).meanings
    #expect(!exited.contains { $0.cause.contains("was killed by TERM: ") })
    #expect(exited.contains { $0.cause.contains("as Java does") })
  }

  @Test(
    arguments: [
      (0, "handled TERM"), (2, "Go program"), (124, "timeout(1)"), (124, "xargs"),
      (125, "before the program ran"), (125, "git bisect"), (125, "nohup"),
      (126, "EACCES"), (127, "not found"), (128, "git failed"), (129, "reboot(2)"),
      (130, "Ctrl-C"), (130, "reboot(2)"), (134, "abort()"), (137, "out of memory"),
      (137, "grace period of docker stop"), (139, "abort() in PID 1"), (143, "as Java does"),
      (143, "interrupted its wait"), (147, "stopped by STOP"), (148, "Ctrl-Z"), (149, "TTIN"),
      (150, "TTOU"), (156, "interrupted its wait"), (159, "seccomp"), (203, "execve(2)"),
      (217, "User="), (78, "EX_CONFIG"), (255, "exit(-1)"), (3, "exit(3)"), (129, "HUP"),
      (136, "FPE"),
    ] as [(Int32, String)])
  func theWellKnownOnes(number: Int32, part: String) throws {
    let status = try #require(ExitStatus(parsing: "\(number)"))
    #expect(status.meanings.contains { $0.cause.contains(part) })
  }

  /// The signals whose default action does not end a process have killed nothing.
  @Test(arguments: Signal.all) func onlySomeSignalsKill(signal: Signal) throws {
    let status = try #require(ExitStatus(parsing: "\(128 + signal.number)"))
    let isKiller = [.terminate, .core].contains(signal.defaultAction)
    #expect(status.meanings.contains { $0.cause.contains("killed by \(signal.name)") } == isKiller)
    #expect((ExitStatus(parsing: "-\(signal.number)") != nil) == isKiller)
  }

  /// Without a handler, only a fault or a forced signal kills PID 1.
  @Test func onlyAFaultKillsPID1() throws {
    let usr1 = try #require(ExitStatus(parsing: "138")).meanings
    #expect(usr1[0].test.contains("It was not PID 1"))
    let fault = try #require(ExitStatus(parsing: "136")).meanings
    #expect(fault.contains { $0.test.contains("only by a real fault") })
  }
}
