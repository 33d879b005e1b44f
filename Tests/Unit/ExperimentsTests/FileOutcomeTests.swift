import BoxProtocol
import SignalModel
import Testing

@testable import Experiments

/// When the results of a file of experiments count.
struct FileOutcomeTests {
  private func message(_ fields: (String, String)...) -> KeyedMessage {
    KeyedMessage(fields.map { ($0.0, Array($0.1.utf8)) })
  }

  private func result(_ verdict: String, seconds: String = "0.1") -> KeyedMessage {
    message(("kind", "result"), ("name", "x"), ("verdict", verdict), ("seconds", seconds))
  }

  private func declared(_ count: String) -> KeyedMessage {
    message(("kind", "declared"), ("count", count))
  }

  private var end: KeyedMessage { message(("kind", "end")) }

  /// Whether a report of one such file says that all has passed.
  private func passes(
    _ messages: [KeyedMessage], _ termination: Termination = .exited(0), timeWasOver: Bool = false
  ) -> Bool {
    var outcome = FileOutcome()
    for message in messages { outcome.add(message) }
    outcome.add(ConfinedScript.End(termination: termination, timeWasOver: timeWasOver))
    var report = TestReport(seed: 1)
    report.files = [FileResult(file: "x", round: 1, tests: outcome.tests)]
    return report.hasPassed
  }

  @Test func anHonestFile() {
    #expect(passes([declared("1"), result("pass"), end]))
    #expect(passes([declared("2"), result("pass"), result("skipped"), end]))
    #expect(!passes([declared("1"), result("fail"), end]))
    #expect(!passes([declared("0"), end]))
  }

  @Test func aFileThatEndsInAnotherWay() {
    let all = [declared("1"), result("pass"), end]
    #expect(!passes(all, .exited(1)))
    #expect(!passes(all, .killed(.kill, core: false)))
    #expect(!passes(all, timeWasOver: true))
    #expect(!passes(Array(all.dropLast())))
    #expect(!passes([declared("2"), result("pass"), end]))
    #expect(!passes([]))
  }

  @Test func aFileThatSpeaksTheProtocol() {
    let (pass, fail) = (result("pass"), result("fail"))
    #expect(!passes([pass, end]))
    #expect(!passes([declared("1"), pass, pass, end]))
    #expect(!passes([declared("1"), declared("1"), pass, end]))
    #expect(!passes([declared("1"), pass, end, pass]))
    #expect(!passes([declared("1"), pass, end, end]))
    #expect(!passes([declared("1"), pass, end, fail]))
    #expect(!passes([declared("1"), fail, end, declared("1"), pass, end]))
    #expect(!passes([declared("1"), pass, message(("kind", "surprise")), end]))
    #expect(!passes([declared("1"), result("perfect"), end]))
    #expect(!passes([message(("kind", "broken"), ("message", "x")), declared("1"), pass, end]))
  }

  @Test(arguments: [
    "-1", "", "1e9", "nan", "99999999999999999999", "100001", "0x1", " 1", "9223372036854775807",
  ])
  func aNumberThatIsNone(count: String) {
    #expect(!passes([declared(count), result("pass"), end]))
  }

  @Test(arguments: ["nan", "inf", "-inf", "1e19", "-1", "", "1e308", "x"])
  func timesAreBounded(seconds: String) {
    let told = TestResult(result("pass", seconds: seconds))
    #expect(told?.duration == .zero)
    #expect(passes([declared("1"), result("pass", seconds: seconds), end]))
  }
}
