internal import CEmbeddedLua

/// The Lua files of lua/ that are part of the binary.
package enum Scripts {
  /// The text of a file by its path in lua/ without `.lua`: `inits/go`, `sigbox/require`.
  package static func text(_ name: String) -> [UInt8]? {
    // C would take it for the end.
    if name.utf8.contains(0) { return nil }
    return cembedded_find(name).map {
      Array(UnsafeBufferPointer(start: $0.pointee.bytes, count: $0.pointee.length))
    }
  }

  /// The names of the files in a folder of lua/, without `.lua`.
  package static func names(in folder: String) -> [String] {
    files.map { String(cString: $0.name) }
      .filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.utf8.count + 1).dropLast(4)) }
      .filter { !$0.contains("/") }
  }

  private static var files: [cembedded_file] {
    [cembedded_library, cembedded_workshop].flatMap {
      UnsafeBufferPointer(start: $0.files, count: $0.count)
    }
  }
}
