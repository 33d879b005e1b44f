package import Linux
package import SystemPackage

/// The existing files that the words of a command line name, to be looked for again elsewhere.
package struct NamedFiles: Sendable {
  /// A file and the word that names it.
  package struct File: Sendable {
    /// The part of the command line.
    package let name: String
    /// The absolute path that the name stands for.
    package let path: FilePath
    /// The same path without symbolic links.
    package let resolved: FilePath
    /// What its directory says of it.
    package let entry: DirectoryEntry
  }

  private let files: [File]

  /// Finds the files as the caller sees them now.
  ///
  /// A word names a file as a whole, and with what follows `=` in an option: `--config=app.toml`.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - directory: Where relative names begin; nil if only absolute names have a meaning.
  package init(_ words: some Sequence<[UInt8]>, in directory: FilePath?) {
    files = words.compactMap { word in
      var name = ArgumentText.text(of: word)
      if name.hasPrefix("-"), let sign = name.firstIndex(of: "=") {
        name = String(name[name.index(after: sign)...])
      }
      let given = ArgumentText.path(name)
      guard !given.isEmpty, let path = given.isAbsolute ? given : directory?.pushing(given),
        let resolved = FileSystem.resolve(path), let entry = DirectoryEntry(resolved)
      else { return nil }
      return File(name: name, path: path, resolved: resolved, entry: entry)
    }
  }

  /// Names those that are missing on standard error, a line each.
  ///
  /// - Parameter advice: Why one is missing, and what to do.
  package func reportMissing(_ advice: (File) -> String) {
    for file in missing {
      let line = "sigbox: '\(file.name)' exists on the host but not in the box: \(advice(file))"
      // Nobody misses it where it cannot be written.
      try? FileContents.write(ArgumentText.visible(line) + "\n", to: .standardError)
    }
  }

  /// Those that the caller does not see any more.
  package var missing: [File] { files.filter { FileSystem.isDirectory($0.path) == nil } }
}
