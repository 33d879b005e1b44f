import Foundation
import SignalModel
import Testing

/// The examples of SignalModel.md are the ones that are run here, and print what their comments say.
struct CatalogueTests {
  @Test func examples() throws {
    var output: [String] = []
    func print(_ items: Any...) {
      output.append(items.map { "\($0)" }.joined(separator: " "))
    }

    var server = Target(isInit: true)
    let sender = Sender(.inside)
    print(Rule.predict(.term, from: sender, to: server).verdict)  // dropped

    server.caught.insert(.term)
    print(Rule.predict(.term, from: sender, to: server).verdict)  // handled

    let kill = Rule.predict(.kill, from: Sender(.host), to: Target(isInit: true))
    print(kill.verdict)  // killed
    print(kill.reason)  // KILL from the host is forced on PID 1: the process ends
    print(kill.decidedBy)  // complete_signal

    let catalogue = try Catalogue("Kernel/SignalModel")
    #expect(output == catalogue.printed && !output.isEmpty)

    let text = try String(contentsOfFile: "/proc/1/status", encoding: .utf8)
    if let status = ProcessStatus(parsing: text) {
      print(status.name, "catches", status.caught)
      print(Rule.predict(.term, from: Sender(.inside), to: Target(status)).reason)
    }

    #expect(output.count == catalogue.printed.count + 2)
    #expect(catalogue.examples.count == 3)
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    for example in catalogue.examples {
      #expect(Catalogue.trimmed(source).contains(example), "not in this file: \(example)")
    }
  }
}

/// The Swift examples of a documentation catalogue.
private struct Catalogue {
  /// The code of each example, without indentation.
  var examples: [String] = []
  /// What the comments after calls of `print` promise.
  var printed: [String] = []

  /// Reads the page of a module, by its folder in Sources.
  init(_ module: String) throws {
    let name = module.split(separator: "/").last ?? ""
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/\(module)/Documentation.docc/\(name).md")
    let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
    for part in parts where part.hasPrefix("swift\n") {
      let code = Self.trimmed(String(part.dropFirst("swift\n".count)))
      examples.append(code.trimmingCharacters(in: .newlines))
      for line in code.split(separator: "\n") where line.hasPrefix("print(") {
        let halves = line.components(separatedBy: "  // ")
        if halves.count == 2 { printed.append(halves[1]) }
      }
    }
  }

  static func trimmed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
  }
}
