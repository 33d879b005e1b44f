/// The embedded texts that `sigbox show` prints: inits, policies, documentation and examples.
package enum Library {
  package struct Group: Sendable {
    package let title: String
    package let names: [String]

    package init(title: String, names: [String]) {
      self.title = title
      self.names = names
    }
  }

  package enum Text: Sendable {
    /// The contents of a Lua file.
    case source([UInt8])
    /// Paragraphs, list items and indented code, to be wrapped to any width.
    case documentation(String)
  }

  private static let modules = Scripts.names(in: "meta").filter { !$0.contains("-") }.sorted()
  private static let folders: [(folder: String, title: String, prefix: String)] = [
    ("inits", "Built-in inits", ""),
    ("sigbox", "Policies, the building blocks of inits", "sigbox."),
    ("examples/scripts", "Examples of inits", ""),
    ("examples/experiments", "Experiments", ""),
  ]

  package static let groups =
    ([Group(title: "Modules of scripts", names: modules)]
    + folders.map { folder, title, prefix in
      Group(title: title, names: Scripts.names(in: folder).sorted().map { prefix + $0 })
    }).filter { !$0.names.isEmpty }

  /// Finds the text of a file, module, function or type by its name, or of a file by its path in lua/.
  package static func text(_ name: String) -> Text? {
    var path = name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
    if path.hasPrefix("lua/") { path.removeFirst(4) }
    if modules.contains(path) {
      return .documentation(documentation(path).overview(path))
    }
    let paths = folders.map { folder, _, prefix in
      "\(folder)/\(path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)"
    }
    let isOpen = folders.contains { path.hasPrefix("\($0.folder)/") }
    for path in paths + (isOpen ? [path] : []) {
      if let source = Scripts.text(path) { return .source(source) }
    }
    return function(path)
  }

  package static var functions: [String] {
    modules.flatMap { documentation($0).entries.map(\.name) }
  }

  private static func function(_ name: String) -> Text? {
    let name = name.hasPrefix("sigbox.init.") ? String(name.dropFirst("sigbox.".count)) : name
    for module in modules {
      let documentation = documentation(module)
      if let entry = documentation.entry(name) {
        return .documentation(documentation.text(entry))
      }
    }
    return nil
  }

  /// Reads the documentation of a module.
  ///
  /// A long one has further files, named after it.
  private static func documentation(_ module: String) -> Documentation {
    let names = Scripts.names(in: "meta").sorted().filter {
      $0 == module || $0.hasPrefix("\(module)-")
    }
    return Documentation(module, files: names.compactMap { Scripts.text("meta/\($0)") })
  }
}
