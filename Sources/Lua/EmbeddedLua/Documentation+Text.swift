// Documentation as text to be wrapped: paragraphs, list items, and code indented by four spaces.
extension Documentation {
  /// All functions with their summaries, and the names of all types.
  func overview(_ module: String) -> String {
    let functions = entries.filter(\.isFunction)
    let types = entries.filter { !$0.isFunction }.map(\.name)
    let lines =
      Entry.plain(introduction) + [""]
      + functions.flatMap { ["    \($0.signature)", "", $0.firstSentence, ""] }
      + (types.isEmpty ? [] : ["Types: \(types.joined(separator: ", "))", ""])
      + (functions.first.map { ["For details of a function: sigbox show \($0.name)"] } ?? [])
    return lines.drop(while: \.isEmpty).joined(separator: "\n")
  }

  /// A function or type, followed by references to the types that it mentions.
  func text(_ entry: Entry) -> String {
    let mentioned = entries.filter { other in
      !other.isFunction && other.name != entry.name
        && entry.annotations.contains { $0.contains(other.name) }
    }
    let further = mentioned.map { "sigbox show \($0.name)" }.joined(separator: ", ")
    return entry.body + (further.isEmpty ? "" : "\n\nSee also: \(further)")
  }
}

extension Documentation.Entry {
  private var optional: Set<String> {
    Set(
      annotations.compactMap { line in
        let words = line.split(separator: " ")
        guard words.count > 1, words[0] == "@param", words[1].hasSuffix("?") else { return nil }
        return String(words[1].dropLast())
      })
  }

  /// `signal.handle(which, handler [, options])`.
  fileprivate var signature: String {
    guard isFunction else { return name }
    let optional = optional
    var text = ""
    var open = 0
    for parameter in parameters {
      let separator = text.isEmpty ? "" : ", "
      if optional.contains(parameter) {
        text += text.isEmpty ? "[" : " [,"
        text += text == "[" ? parameter : " \(parameter)"
        open += 1
      } else {
        text += separator + parameter
      }
    }
    return "\(name)(\(text)\(String(repeating: "]", count: open)))"
  }

  fileprivate var firstSentence: String {
    let all = Self.plain(text).prefix { !$0.isEmpty }.joined(separator: " ")
    guard let end = all.firstRange(of: ". ") else { return all }
    return all[..<end.lowerBound] + "."
  }

  fileprivate var body: String {
    let notes = annotations.compactMap(Self.note)
    let lines =
      ["    \(signature)", ""] + Self.plain(text) + (text.isEmpty || notes.isEmpty ? [] : [""])
      + notes
    return lines.joined(separator: "\n")
  }

  /// The lines of a comment, with fenced code blocks indented instead.
  fileprivate static func plain(_ text: [String]) -> [String] {
    var isCode = false
    return text.compactMap { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return nil
      }
      return isCode && !line.isEmpty ? "    \(line)" : line
    }
  }

  /// An annotation as a list item.
  private static func note(_ annotation: String) -> String? {
    let words = annotation.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count > 1 else { return nil }
    let rest = words.count > 2 ? words[2] : ""
    let isOptional = words[1].hasSuffix("?")
    let subject = isOptional ? "\(words[1].dropLast()) (optional)" : words[1]
    switch words[0] {
    case "@param", "@field": return "  - \(subject): \(rest)"
    case "@return": return "  - returns \(words[1])" + (rest.isEmpty ? "" : " \(rest)")
    case "@alias" where !rest.isEmpty: return "  - \(rest)"
    default: return nil
    }
  }
}
