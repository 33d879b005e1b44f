import Foundation
import Testing

/// The README and the articles against what they describe.
struct DocumentationTests {
  /// What a text links to: `[text](target)`, and `[name]: target` on a line of its own.
  private func targets(of text: String) throws -> [String] {
    let prose = try text.replacing(Regex("(?ms)^```.*?^```$"), with: "")
      .replacing(Regex("`[^`\n]+`"), with: "code")
    return try [#"\]\(([^)\s]+)\)"#, #"(?m)^\[[^\]]+\]: (\S+)$"#].flatMap { pattern in
      try prose.matches(of: Regex(pattern)).compactMap { $0.output[1].substring.map(String.init) }
    }
  }

  @Test func everyLinkLeadsToAFile() throws {
    var count = 0
    for file in try Documentation.files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for target in try targets(of: text) where !target.contains("://") {
        // In the catalogue's list of topics.
        let path = target.hasPrefix("doc:") ? "\(target.dropFirst(4)).md" : target
        let linked = file.deletingLastPathComponent().appendingPathComponent(path).standardized
        #expect(
          FileManager.default.fileExists(atPath: linked.path),
          "\(file.lastPathComponent) links to \(target)")
        count += 1
      }
    }
    #expect(count > 50)
  }

  /// Each article is listed on the landing page, and linked from the README; those on modules of Lua
  /// from the Lua reference.
  @Test func everyArticleIsListed() throws {
    let readme = try String(contentsOf: Documentation.readme, encoding: .utf8)
    let landing = try Documentation.article("Documentation")
    let reference = try Documentation.article("LuaReference")
    for file in try Documentation.files.dropFirst() {
      let name = file.deletingPathExtension().lastPathComponent
      if name == "Documentation" { continue }
      #expect(landing.contains("](doc:\(name))"), "\(name)")
      #expect(
        readme.contains("Documentation.docc/\(name).md") || reference.contains("](\(name).md)"),
        "\(name)")
    }
  }

  // MARK: The keys of JSON documents

  private func keys(_ value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys($1)) }
  }

  /// Compares the keys of a document with those that a section of the article describes.
  private func check(_ output: String, _ section: String, minimum: Int) throws {
    let article = try Documentation.article("OutputSchemas")
    let after = try #require(
      article.components(separatedBy: "\n## \(section)\n").dropFirst().first)
    let text = try #require(after.components(separatedBy: "\n## ").first)
    let keys = keys(try JSONSerialization.jsonObject(with: Data(output.utf8)))
    #expect(keys.count >= minimum, "\(keys)")
    for key in keys {
      #expect(text.contains("`\(key)`") || text.contains(".\(key)`"), "\(section): \(key)")
    }
  }

  @Test(arguments: [
    ("Run", ["run", "--json", "--send", "TERM", "c-sig"], 15),
    ("Run", ["run", "--json", "--send", "host:KILL", "c"], 16),
    ("Exit statuses", ["exit-status", "--json", "143"], 5),
    ("Signals", ["signals", "--json"], 6),
    ("Checks of the host", ["doctor", "--json"], 3),
    ("Masks", ["masks", "--json", "\(getpid())"], 15),
  ])
  func everyKeyIsDescribed(section: String, words: [String], minimum: Int) throws {
    try check(try Command.sigbox(words).finish().output, section, minimum: minimum)
  }

  @Test func everyKeyOfTheWorkshopIsDescribed() throws {
    let directory = Workplace.directory.appendingPathComponent("state-\(UUID().uuidString)")
    func workshop(_ words: String...) throws -> String {
      let environment = ["/usr/bin/env", "XDG_STATE_HOME=\(directory.path)"]
      return try Command(environment + [Workplace.binary, "workshop"] + words).finish().output
    }
    _ = try workshop("predict", "1", "1")
    try check(workshop("list", "--json"), "Workshop", minimum: 9)
  }

  @Test(arguments: User.available)
  func everyKeyOfABoxIsDescribed(user: User) throws {
    let boxes = try Boxes(user)
    try boxes("run", "-d", "--name", "documented", "c")
    try check(boxes("list", "--json").output, "Boxes", minimum: 11)
    try check(boxes("ps", "--json", "documented").output, "Processes", minimum: 8)
    try boxes("kill", "documented")
    try boxes("wait", "documented")
    try check(boxes("inspect", "documented").output, "Boxes", minimum: 14)
    try boxes("rm", "documented")
    #expect(boxes.remains.isEmpty)
  }
}
