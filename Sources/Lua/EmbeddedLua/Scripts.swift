/// The Lua files of lua/, which are embedded in the binary.
package enum Scripts {
  /// The contents of a file by its path in lua/ without `.lua`, such as `inits/go`.
  package static func text(_ name: String) -> [UInt8]? {
    EmbeddedFiles.text(name).map {
      unsafe Array(UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount))
    }
  }

  /// The names of the files in a folder of lua/, without `.lua`.
  package static func names(in folder: String) -> [String] {
    EmbeddedFiles.paths
      .filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.utf8.count + 1)) }
      .filter { !$0.contains("/") }
  }
}
