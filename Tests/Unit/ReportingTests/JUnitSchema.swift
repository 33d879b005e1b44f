import Foundation
import FoundationXML
import Testing

/// The rules of the two common schemas of JUnit XML, checked on a document.
///
/// Jenkins' xUnit plugin has junit-10.xsd, and Apache Ant JUnit.xsd. What is valid here is valid for
/// both of them.
final class JUnitSchema: NSObject, XMLParserDelegate {
  private struct Element {
    /// The attributes, all of them required, and the pattern of their values.
    let attributes: [String: String]
    /// The order of the children; each of them may occur more than once only if it is in `repeated`.
    let children: [String]
    var repeated: Set<String> = []
    /// Whether all children are required, or at most one of them is allowed.
    var isSequence = true
    var hasText = false
  }

  private static let count = "[0-9]+"
  /// xs:decimal, and the time of Surefire.
  private static let seconds = #"[0-9]+(\.[0-9]+)?"#
  /// xs:token with a length of 1 or more.
  private static let name = #"\S+( \S+)*"#
  private static let outcome = Element(
    attributes: ["message": "(?s).*", "type": "\(name)"], children: [])

  private static let elements: [String: Element] = [
    "testsuites": Element(attributes: [:], children: ["testsuite"], repeated: ["testsuite"]),
    "testsuite": Element(
      attributes: [
        "name": name, "package": name, "id": count, "tests": count, "failures": count,
        "errors": count, "skipped": count, "time": seconds, "hostname": name,
        "timestamp": #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"#,
      ],
      children: ["properties", "testcase", "system-out", "system-err"], repeated: ["testcase"]),
    "properties": Element(attributes: [:], children: []),
    "testcase": Element(
      attributes: ["name": name, "classname": name, "time": seconds],
      children: ["skipped", "error", "failure"], isSequence: false),
    "skipped": outcome, "error": outcome, "failure": outcome,
    "system-out": Element(attributes: [:], children: [], hasText: true),
    "system-err": Element(attributes: [:], children: [], hasText: true),
  ]

  private var problems: [String] = []
  private var open: [(name: String, children: [String])] = []
  private var suites = 0

  /// What is wrong with a document; empty if it is valid.
  static func problems(in text: String) -> [String] {
    let schema = JUnitSchema()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = schema
    if !parser.parse() {
      schema.problems.append("not XML: \(String(describing: parser.parserError))")
    }
    return schema.problems + schema.open.map { "\($0.name) is not closed" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    if open.isEmpty, name != "testsuites" { problems.append("the root is \(name)") }
    if !open.isEmpty { open[open.count - 1].children.append(name) }
    open.append((name, []))
    guard let element = Self.elements[name] else { return problems.append("unknown \(name)") }
    if Set(attributes.keys) != Set(element.attributes.keys) {
      problems.append("\(name) has \(attributes.keys.sorted())")
    }
    for (key, pattern) in element.attributes {
      guard let value = attributes[key] else { continue }
      if value.range(of: "^(\(pattern))$", options: .regularExpression) == nil {
        problems.append("\(name): \(key) is '\(value)'")
      }
    }
    guard name == "testsuite" else { return }
    if attributes["id"] != "\(suites)" { problems.append("the id of suite \(suites)") }
    suites += 1
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let (_, children) = open.popLast(), let element = Self.elements[name] else { return }
    if element.isSequence {
      var rest = children[...]
      for child in element.children {
        let run = rest.prefix { $0 == child }.count
        if run != 1, !element.repeated.contains(child) {
          problems.append("\(name) has \(run) \(child) there")
        }
        rest = rest.dropFirst(run)
      }
      if !rest.isEmpty { problems.append("\(name) has \(rest) at its end") }
    } else if children.count > 1 || children.contains(where: { !element.children.contains($0) }) {
      problems.append("\(name) has \(children)")
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard let name = open.last?.name, Self.elements[name]?.hasText != true, !isBlank else { return }
    problems.append("\(name) has the text '\(text)'")
  }
}
