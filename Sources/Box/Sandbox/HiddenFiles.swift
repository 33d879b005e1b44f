package import BoxProtocol
internal import Linux
internal import SystemPackage

/// The files that a command line names and that are hidden in the box.
///
/// They are looked up before the box's mounts are made and again afterwards.
package struct HiddenFiles {
  let configuration: BoxConfiguration
  let hidden: HiddenPaths
  private let directory: FilePath?
  private let named: NamedFiles
  private let modules: NamedFiles
  /// The command, as found in the host's PATH.
  private let command: NamedFiles

  /// Looks up the host's files that the command line names, and the modules beside a script.
  package init(of configuration: BoxConfiguration) {
    self.configuration = configuration
    hidden = HiddenPaths(of: configuration)
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

  /// The files in a script's directory, if some of them may be hidden in the box.
  private static func modules(
    beside script: BoxConfiguration.Script, in configuration: BoxConfiguration
  ) -> NamedFiles {
    guard let directory = script.directory.map({ FilePath($0) }),
      configuration.root != nil
        || Isolation.privateDirectories(of: configuration).contains(where: { $0.path == directory })
    else { return NamedFiles([], in: nil) }
    return NamedFiles(Directories.entries(directory).map { Array($0.utf8) }, in: directory)
  }

  /// Reports missing files on standard error, each with a remedy.
  package func report() {
    named.reportMissing(or: { configuration.root == nil && hidden.cover($0.resolved) }, advice)
  }

  /// The remedy for a module that the script cannot find; nil if the host has no such file.
  package func advice(forModule name: String) -> String? {
    let path = FilePath(name)
    // The entry of the script's directory that is or contains the file.
    guard let entry = modules.missing.first(where: { path.starts(with: $0.path) }) else {
      return nil
    }
    return "\(entry.path) exists on the host but not in the box: " + advice(for: entry)
  }

  /// The remedy for a command that the box cannot find; nil if none is known.
  package func advice(forCommand word: [UInt8]) -> String? {
    let name = ArgumentText.text(of: word)
    if let file = command.missing.first {
      return "\(file.path) exists on the host but not in the box: " + advice(for: file)
    }
    if !name.contains("/"), FileSystem.isDirectory(ArgumentText.path("./\(name)")) == false {
      return "for the file in this directory use ./\(name)"
    }
    return name.contains(" ") ? "give each argument separately, not in one quoted string" : nil
  }

  /// Why a file is missing, and the remedy.
  func advice(for file: NamedFiles.File) -> String {
    let path = file.resolved
    let covering = Isolation.privateDirectories(of: configuration)
      .filter { path.starts(with: $0.path) }.last
    let reason =
      configuration.root == nil ? covering?.reason ?? "it is hidden" : "its root is another one"
    let bind = Remedies.showing(path.string, as: file.path.string)
    let parent = file.entry.kind == .directory ? path : path.removingLastComponent()
    let isShownThere = covering?.path != parent || covering?.shows(file.entry) == true
    guard configuration.root == nil, parent != directory, isShownThere, !hidden.cover(path) else {
      return "\(reason): \(bind)"
    }
    return "\(reason): \(bind), or cd \(parent)"
  }
}
