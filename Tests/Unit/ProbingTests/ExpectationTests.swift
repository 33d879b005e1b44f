import Observation
import SignalModel
import Testing

@testable import Probing

struct ExpectationTests {
  private static let report = ProbeReport.fixture(
    caught: [.term, .hup], blocked: [.usr1], effects: [.term: .exited(0)])

  @Test(arguments: [
    ("TERM exits 0", true), ("TERM exits 1", false), ("TERM exits", true), ("TERM ends", true),
    ("TERM survives", false), ("TERM exits 0 within 5s", true), ("TERM exits 0 within 5ms", true),
    ("TERM exits 0 within 4ms", false), ("sigterm  exits   0", true), ("15 exits 0", true),
    ("KILL killed", true), ("KILL killed KILL", true), ("KILL killed TERM", false),
    ("KILL ends", true), ("inside KILL dropped", true), ("inside KILL killed", false),
    ("inside pid1 KILL survives", true), ("ordinary inside KILL killed", true),
    ("HUP handled", true), ("INT dropped", true), ("ordinary INT killed", true),
    ("USR1 blocked", true), ("STOP stopped", true), ("ordinary CHLD ignored", true),
    ("INT exits", false), ("INT killed", false), ("HUP continued", false),
  ])
  func checks(text: String, isMet: Bool) throws {
    #expect(try Expectation(parsing: text).check(Self.report).isMet == isMet)
  }

  @Test(arguments: [
    ("", "missing signal"), ("FOO exits", "unknown signal 'FOO'"), ("host", "missing signal"),
    ("TERM", "missing effect"), ("TERM explodes", "unknown effect 'explodes'"),
    ("TERM refused", "unknown effect"), ("TERM exits 256", "invalid exit status '256'"),
    ("TERM exits -1", "invalid exit status '-1'"), ("TERM exits zero", "unexpected 'zero'"),
    ("TERM killed FOO", "unexpected 'FOO'"),
    ("TERM exits 0 within", "invalid duration after within"),
    ("TERM exits 0 within soon", "invalid duration after within"),
    ("TERM exits 0 in 5s", "unexpected 'in'"),
    ("TERM exits 0 within 5s now", "unexpected 'now'"), ("kernel TERM exits", "unknown signal"),
  ])
  func refuses(text: String, message: String) {
    let error = #expect(throws: Expectation.ParsingError.self) { try Expectation(parsing: text) }
    let description = error?.description ?? ""
    #expect(description.hasPrefix("\(message)") && description.contains(" in '\(text)': "))
    #expect(description.contains("as 'TERM exits 0 within 5s'") && !description.contains("\n"))
  }

  @Test func saysWhatWasSeen() throws {
    let expectation = try Expectation(parsing: "TERM exits 1")
    #expect(expectation.check(Self.report).observed == "exited 0 after 5 ms")
    let ends = try Expectation(parsing: "INT ends")
    #expect(ends.check(Self.report).observed == "dropped")
    let few = ProbeReport.fixture(signals: [.hup])
    #expect(expectation.check(few).observed == "not tried: see --role and --signal")
    var early = ProbeReport.fixture(start: .ended(.killed(.segv)))
    early.results = [:]
    #expect(!expectation.check(early).isMet)
    #expect(
      expectation.check(early).observed == "not tried: the program had been killed by SEGV before")
  }

  /// A program gets as long as is expected of it, and no less than all get.
  @Test func graceIsAsLongAsExpected() throws {
    var probe = Probe(.init(program: .command([])), name: "program") { _, _ in fatalError() }
    func grace(_ signal: Signal, _ origin: Origin, _ role: ProbedProcess.Role) -> Duration {
      probe.grace(for: ProbeCase(signal, from: origin, to: role))
    }
    #expect(grace(.term, .host, .pid1) == .seconds(1))
    #expect(grace(.term, .inside, .ordinary) == .seconds(1))
    #expect(grace(.segv, .host, .pid1) == .zero)
    probe.expectations = try [
      "TERM exits 0 within 5s", "INT exits within 1ms", "inside ordinary SEGV exits",
    ].map { try Expectation(parsing: $0) }
    #expect(grace(.term, .host, .pid1) == .seconds(5))
    #expect(grace(.int, .host, .pid1) == .seconds(1))
    #expect(grace(.segv, .inside, .ordinary) == .seconds(1))
    #expect(grace(.segv, .host, .pid1) == .zero)
  }
}
