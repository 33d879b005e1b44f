internal import BoxHost
internal import EmbeddedLua
internal import Linux
internal import Workshop

/// What the shell offers when the user completes an argument.
package enum CompletionCandidates {
  /// The names of all boxes, also of exited ones.
  package static var boxes: [String] {
    ((try? BoxRegistry().records()) ?? []).map(\.name)
  }

  package static var exercises: [String] { Course.names }

  package static var library: [String] { LibraryReport.names }

  /// Built-in inits, and the Lua files and directories that `prefix` may lead to.
  package static func programs(_ prefix: String) -> [String] {
    let directory = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let files = Directories.entries(ArgumentText.path(directory.isEmpty ? "." : directory))
      .sorted().compactMap { entry -> String? in
        let path = directory + entry
        if FileSystem.isDirectory(ArgumentText.path(path)) == true { return path + "/" }
        return entry.hasSuffix(".lua") ? path : nil
      }
    return (BuiltInInit.names + files).filter { $0.hasPrefix(prefix) }
  }
}
