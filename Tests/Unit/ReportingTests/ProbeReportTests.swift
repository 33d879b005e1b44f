import Foundation
import FoundationXML
import SignalModel
import Testing

@testable import Probing
@testable import Reporting

struct ProbeReportTests {
  static let few: [Signal] = [.hup, .kill, .term, .chld, .stop]
  static let report = ProbeReport.fixture(
    "server", caught: [.term], effects: [.term: .exited(0)], signals: few, children: ["worker"])

  private func canvas(_ width: Int, colour: Bool = false, unicode: Bool = true) -> Canvas {
    Canvas(width: width, hasColour: colour, isUnicode: unicode)
  }

  @Test func text() {
    #expect(
      Self.report.text(on: canvas(76)) == """
        server: 20 boxes in 0 ms, Linux 6.1.0

        ✓ TERM ends it, with exit status 0 after 5 ms.
            seen: TERM from the host: TERM is caught (SigCgt): its handler runs, and
              it ended with exit code 0
        ✓ It reaps orphans.
            seen: an orphan that ended was gone from the process table

        Rule and observation agree in all 20 boxes; the kernel's own record was not
          read: a test has none.

         1 HUP      ··✗✗   15 TERM     ○○○○   19 STOP     ·‖‖‖
         9 KILL     ·✗✗✗   17 CHLD     ··--

        Each signal: PID 1 from inside, PID 1 from the host, ordinary process from
        inside, ordinary process from the host.
        · dropped  ○ exited 0  - ignored  ✗ killed  ‖ stopped

        PID 1 < inside  PID 1 < host  other < inside  other < host  signals
        dropped         dropped       killed          killed        HUP
        dropped         killed        killed          killed        KILL
        exited 0        exited 0      exited 0        exited 0      TERM
        dropped         dropped       ignored         ignored       CHLD
        dropped         stopped       stopped         stopped       STOP

        Surviving children: 1 of 1 in 17 boxes; 0 of 1 after TERM (PID 1 < inside),
          KILL TERM (PID 1 < host).
        """)
  }

  @Test func narrowTextWithoutUnicode() {
    let text = Self.report.text(on: canvas(40, unicode: false))
    #expect(text.utf8.allSatisfy { $0 < 128 })
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 40 }, "\(text)")
    #expect(lines.contains(" 1 HUP      ..XX   17 CHLD     ..--"))
    #expect(text.contains("KILL\n  PID 1 < inside  dropped\n  PID 1 < host    killed\n"))
    #expect(text.contains("\n+ TERM ends it"))
  }

  @Test(arguments: [20, 30, 60, 80, 120, 200])
  func noLineIsWiderThanTheTerminal(width: Int) {
    let lines = ProbeReport.fixture("s").text(on: canvas(width)).split(separator: "\n")
    let longest = lines.map { $0.count }.max() ?? 0
    // Nothing is broken within a word.
    #expect(longest <= max(width, 40), "\(lines.first { $0.count == longest } ?? "")")
  }

  @Test func coloursOnlyWhereThereAreSome() {
    #expect(!Self.report.text(on: canvas(80)).contains("\u{1b}"))
    let text = Self.report.text(on: canvas(80, colour: true))
    #expect(text.contains("\u{1b}[31m✗\u{1b}[0m") && text.contains("\u{1b}[32m○\u{1b}[0m"))
  }

  @Test func aDisagreementIsLoud() {
    var report = Self.report
    let probeCase = ProbeCase(.hup, from: .host, to: .pid1)
    report.results[probeCase]?.evidence = Evidence(
      generation: .delivered, delivered: nil, disagreement: "the kernel says no", passedOn: 0,
      killedOff: 0)
    let text = report.text(on: canvas(80))
    #expect(text.contains(" 1 HUP      ·!✗✗") && text.contains("! against the rule"))
    #expect(text.contains("DISAGREEMENT in 1 boxes: HUP as PID 1: the kernel says no"))
    #expect(!text.contains("agree in all"))
    #expect(report.disagreements.map(\.probeCase) == [probeCase])
  }

  // MARK: JSON

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func json() throws {
    let expectation = try Expectation(parsing: "TERM exits 1")
    var report = Self.report
    report.missed = [(ProbeCase(.int, from: .inside, to: .pid1), "exited 0")]
    let root = try object(report.json([(expectation, expectation.check(report))]))
    #expect(root["schema"] as? String == "sigbox-probe-2")
    #expect(root["program"] as? String == "server" && root["kernel"] as? String == "6.1.0")
    #expect(root["orphans"] as? String == "reaps" && root["disagreements"] as? Int == 0)
    #expect(root["no_evidence"] as? String == "a test has none" && root["last_line"] == nil)
    let cells = try #require(root["cells"] as? [[String: Any]])
    #expect(cells.count == 20)
    let term = try #require(
      cells.first {
        $0["signal"] as? String == "TERM" && $0["role"] as? String == "pid1"
          && $0["from"] as? String == "host"
      })
    #expect(term["number"] as? Int == 15 && term["agrees"] as? Bool == true)
    #expect(term["predicted"] as? String == "handled" && term["verdict"] as? String == "exited")
    #expect(term["exit_code"] as? Int == 0 && term["decided_by"] as? String == "get_signal")
    #expect(term["seconds"] as? Double == 0.005 && term["signal_generate"] == nil)
    #expect(term["children_before"] as? Int == 1 && term["children_after"] as? Int == 0)
    let kill = try #require(cells.first { $0["killed_by"] as? String == "KILL" })
    #expect(kill["verdict"] as? String == "killed" && kill["exit_code"] == nil)
    let starts = try #require(root["starts"] as? [[String: Any]])
    #expect(starts.map { $0["role"] as? String } == ["pid1", "ordinary"])
    #expect(starts[0]["SigCgt"] as? String == "0000000000004000")
    #expect(
      starts[0]["state"] as? String == "rests" && starts[0]["children"] as? [String] == ["worker"])
    let missed = try #require(root["missed"] as? [[String: Any]])
    #expect(missed[0]["signal"] as? String == "INT" && missed[0]["reason"] as? String == "exited 0")
    let expectations = try #require(root["expectations"] as? [[String: Any]])
    #expect(expectations[0]["met"] as? Bool == false)
    #expect(expectations[0]["observed"] as? String == "exited 0 after 5 ms")
    let findings = try #require(root["findings"] as? [[String: Any]])
    #expect(findings.map { $0["kind"] as? String } == ["good", "good"])
  }

  /// The table of keys in the documentation is that of the schema.
  @Test func theDocumentationNamesEveryKey() throws {
    let article = try String(
      contentsOf: URL(fileURLWithPath: #filePath).appendingPathComponent(
        "../../../../Sources/App/sigbox/Documentation.docc/OutputSchemas.md"
      ).standardized, encoding: .utf8)
    let after = try #require(article.components(separatedBy: "\n## Probe\n").dropFirst().first)
    let section = try #require(after.components(separatedBy: "\n## ").first)
    var ended = ProbeReport.fixture(start: .ended(.exited(1)))
    ended.lastLine = "bye"
    func keys(_ value: Any) -> Set<String> {
      if let object = value as? [String: Any] {
        return object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
      }
      return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys($1)) }
    }
    let expectation = try Expectation(parsing: "TERM exits 1")
    var report = Self.report
    report.missed = [(ProbeCase(.int, from: .inside, to: .pid1), "exited 0")]
    let probeCase = ProbeCase(.hup, from: .host, to: .pid1)
    report.results[probeCase]?.evidence = Evidence(
      generation: .ignored, delivered: .hup, disagreement: nil, passedOn: 0, killedOff: 0)
    let all = try keys(object(report.json([(expectation, expectation.check(report))])))
      .union(keys(object(ended.json([]))))
    #expect(all.count > 40)
    let starts = try #require(object(ended.json([]))["starts"] as? [[String: Any]])
    #expect(starts[0]["verdict"] as? String == "exited" && starts[0]["exit_code"] as? Int == 1)
    for key in all { #expect(section.contains("`\(key)`"), "\(key) is not in the article") }
  }

  // MARK: JUnit

  private final class Reader: NSObject, XMLParserDelegate {
    var suite: [String: String] = [:]
    var names: [String] = []
    var failures: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      switch element {
      case "testsuite": suite = attributes
      case "testcase": names.append(attributes["name"] ?? "")
      case "failure": failures.append(attributes["message"] ?? "")
      default: break
      }
    }
  }

  @Test func junit() throws {
    let expectation = try Expectation(parsing: "TERM exits 1")
    var report = ProbeReport.fixture(
      "a <b> & \"c\"\u{7}", caught: [.term], effects: [.term: .exited(0)], signals: Self.few)
    report.see(.handled, of: .term, after: .seconds(1))
    let parser = XMLParser(
      data: Data(report.junit([(expectation, expectation.check(report))], began: 0).utf8))
    let reader = Reader()
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.suite["name"] == "sigbox probe a <b> & \"c\"\\x07")
    #expect(reader.suite["tests"] == "21" && reader.suite["failures"] == "1")
    #expect(reader.names.count == 21 && Set(reader.names).count == 21)
    #expect(reader.names.first == "TERM exits 1")
    #expect(reader.names.contains("KILL as PID 1 from the host"))
    #expect(reader.failures == ["observed: handled"])
  }
}
