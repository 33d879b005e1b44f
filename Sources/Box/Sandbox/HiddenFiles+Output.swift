internal import BoxProtocol
internal import Linux
internal import SystemPackage

extension HiddenFiles {
  /// The remedy for a file of the host that a program's output names and that the box hides.
  ///
  /// - Parameter line: A line such as `cat: /etc/ssh/moduli: Permission denied`.
  /// - Returns: The remedy; nil if there is no such file.
  package func advice(forOutput line: String) -> String? {
    let ends: Set<Character> = [" ", "\t", ":", ",", "'", "\"", "`", "(", ")", "‘", "’", "="]
    for word in line.split(whereSeparator: ends.contains) where word.hasPrefix("/") {
      let path = FilePath(word.last == "." ? String(word.dropLast()) : String(word))
      guard let resolved = FileSystem.resolve(path), hides(resolved),
        let entry = DirectoryEntry(resolved)
      else { continue }
      let file = NamedFiles.File(
        name: path.string, path: path, resolved: resolved, entry: entry)
      return "\(path) exists on the host but not in the box: " + advice(for: file)
    }
    return nil
  }

  private func hides(_ path: FilePath) -> Bool {
    if hidden.cover(path) { return true }
    let given = (configuration.visiblePaths + configuration.binds.map(\.destination)).map {
      FilePath($0)
    }
    return Isolation.privateDirectories(of: configuration).contains { directory in
      path != directory.path && path.starts(with: directory.path)
        && !given.contains { $0.starts(with: directory.path) && path.starts(with: $0) }
    }
  }
}
