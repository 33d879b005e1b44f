package import BoxProtocol
internal import Linux
internal import SystemPackage

/// The files that the caller names and the box does not have.
///
/// They are looked for before the box's mounts are made and after: what counts is what is there.
package struct HiddenFiles {
  private let configuration: BoxConfiguration
  private let directory: FilePath?
  private let named: NamedFiles
  private let modules: NamedFiles
  /// The command as PATH finds it on the host.
  private let command: NamedFiles

  /// Looks at the files of the host that a box's command line names, and at a script's modules.
  package init(of configuration: BoxConfiguration) {
    self.configuration = configuration
    directory = Isolation.directory(of: configuration)
    switch configuration.program {
    case .command(let words):
      let path = words.first.flatMap { CommandSearch.path(of: ArgumentText.text(of: $0)) }
      command = NamedFiles([path].compactMap { $0 }.map(ArgumentText.bytes), in: directory)
      named = NamedFiles(words.dropFirst(), in: directory)
      modules = NamedFiles([], in: nil)
    case .script(let script):
      command = NamedFiles([], in: nil)
      named = NamedFiles(script.arguments, in: directory)
      modules = Self.modules(beside: script, in: configuration)
    }
  }

  /// What is in a script's directory, if the box may lack some of it.
  private static func modules(
    beside script: BoxConfiguration.Script, in configuration: BoxConfiguration
  ) -> NamedFiles {
    guard let directory = script.directory.map({ FilePath($0) }),
      configuration.root != nil
        || Isolation.places(of: configuration).contains(where: { $0.path == directory })
    else { return NamedFiles([], in: nil) }
    return NamedFiles(Directories.entries(directory).map { Array($0.utf8) }, in: directory)
  }

  /// Names those that are missing on standard error, with what helps.
  package func report() { named.reportMissing(advice) }

  /// What to do about a module's file that the script does not find; nil if the host has none.
  package func advice(forModule name: String) -> String? {
    let path = FilePath(name)
    // The entry of the script's directory that holds the file.
    guard let entry = modules.missing.first(where: { path.starts(with: $0.path) }) else {
      return nil
    }
    return "\(entry.path) exists on the host but not in the box: " + advice(for: entry)
  }

  /// What to do about a command that the box does not find; nil if nothing is known.
  package func advice(forCommand word: [UInt8]) -> String? {
    let name = ArgumentText.text(of: word)
    if let file = command.missing.first {
      return "\(file.path) exists on the host but not in the box: " + advice(for: file)
    }
    if !name.contains("/"), FileSystem.isDirectory(ArgumentText.path("./\(name)")) == false {
      return "the file of this directory is ./\(name)"
    }
    return name.contains(" ") ? "give its arguments as words of their own, without quotes" : nil
  }

  /// Why a file is not there, and what to do.
  private func advice(for file: NamedFiles.File) -> String {
    let path = file.resolved
    let place = Isolation.places(of: configuration).filter { path.starts(with: $0.path) }.last
    let reason =
      configuration.root == nil ? place?.reason ?? "it is hidden" : "its root is another one"
    let bind = "use --bind " + (file.path == path ? "\(path)" : "\(path):\(file.path)")
    let parent = file.entry.kind == .directory ? path : path.removingLastComponent()
    let isShownThere = place?.path != parent || place?.shows(file.entry) == true
    guard configuration.root == nil, parent != directory, isShownThere else {
      return "\(reason): \(bind)"
    }
    return "\(reason): \(bind), or cd \(parent)"
  }
}
