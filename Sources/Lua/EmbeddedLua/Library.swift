/// The texts of the binary for readers: inits, policies, documentation and experiments.
package enum Library {
  /// Texts of one kind.
  package struct Group: Sendable {
    /// What they are.
    package let title: String
    /// Their names, in order.
    package let names: [String]

    /// Describes a group.
    package init(title: String, names: [String]) {
      self.title = title
      self.names = names
    }
  }

  /// A text.
  package enum Text: Sendable {
    /// A Lua file as it is.
    case source([UInt8])
    /// Paragraphs, items and code, for any width.
    case documentation(String)
  }

  private static let modules = Scripts.names(in: "meta").filter { !$0.contains("-") }.sorted()
  private static let folders: [(folder: String, title: String, prefix: String)] = [
    ("inits", "Built-in inits", ""),
    ("sigbox", "Policies, and what the inits are made of", "sigbox."),
    ("examples/scripts", "Examples of inits", ""),
    ("examples/experiments", "Experiments", ""),
  ]

  /// All texts by kinds.
  package static let groups =
    ([Group(title: "Modules of scripts", names: modules)]
    + folders.map { folder, title, prefix in
      Group(title: title, names: Scripts.names(in: folder).sorted().map { prefix + $0 })
    }).filter { !$0.names.isEmpty }

  /// Finds a text: a file's by its name or its path in lua/, a module's, a function's or a type's.
  ///
  /// - Returns: The text; nil where there is none of that name.
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

  /// The names of all functions and types.
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
