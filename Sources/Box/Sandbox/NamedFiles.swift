package import Linux
package import SystemPackage

/// The existing files that the arguments of a command line name, to be looked up again in a box.
package struct NamedFiles: Sendable {
  package struct File: Sendable {
    /// The name as given on the command line.
    package let name: String
    /// The absolute path.
    package let path: FilePath
    /// The path without symbolic links.
    package let resolved: FilePath
    package let entry: DirectoryEntry
  }

  private let files: [File]

  /// Looks up the files that the caller can see.
  ///
  /// An argument is a file name as a whole, or after the `=` of an option: `--config=app.toml`.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - directory: What relative names are relative to; nil if only absolute names count.
  package init(_ arguments: some Sequence<[UInt8]>, in directory: FilePath?) {
    files = arguments.compactMap { argument in
      var name = ArgumentText.text(of: argument)
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

  /// Reports missing files on standard error, one a line.
  ///
  /// - Parameters:
  ///   - isHidden: Whether a file is missing although there is another one at its path.
  ///   - advice: Returns why a file is missing, and what to do.
  package func reportMissing(
    or isHidden: (File) -> Bool = { _ in false }, _ advice: (File) -> String
  ) {
    for file in files where FileSystem.isDirectory(file.path) == nil || isHidden(file) {
      let line = "sigbox: '\(file.name)' exists on the host but not in the box: \(advice(file))"
      // The report is a help only: if it cannot be written, the program runs all the same.
      try? FileContents.write(ArgumentText.visible(line) + "\n", to: .standardError)
    }
  }

  /// The files that the caller can no longer see.
  package var missing: [File] { files.filter { FileSystem.isDirectory($0.path) == nil } }
}
