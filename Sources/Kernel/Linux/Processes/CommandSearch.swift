internal import Glibc
internal import SystemPackage

/// Where a command may be: the search in PATH of execvp(3).
package enum CommandSearch {
  /// The path of a command: the first executable file; nil if there is none.
  package static func path(of name: String) -> String? {
    candidates(for: ArgumentText.bytes(of: name)).map { ArgumentText.text(of: $0) }
      .first { isExecutable($0) }
  }

  /// Whether a path names a file that the caller may execute (access(2)).
  package static func isExecutable(_ path: String) -> Bool {
    let path = ArgumentText.path(path)
    return path.withPlatformString { access($0, X_OK) } == 0
      && FileSystem.isDirectory(path) == false
  }

  /// The paths to try, in order: only the name itself if it has a slash.
  static func candidates(for name: [UInt8]) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    if name.isEmpty || name.contains(slash) { return [name] }
    let path = getenv("PATH").map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    let directories = (path?.map { UInt8(bitPattern: $0) } ?? Array("/bin:/usr/bin".utf8))
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return directories.map { $0.isEmpty ? name : Array($0) + [slash] + name }
  }
}
