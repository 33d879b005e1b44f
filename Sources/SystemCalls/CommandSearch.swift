internal import Glibc

/// Where a command may be: the search in PATH of execvp(3).
enum CommandSearch {
  /// The paths to try, in order: the name itself where it has a slash.
  static func candidates(for name: [UInt8]) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    if name.isEmpty || name.contains(slash) { return [name] }
    let path = getenv("PATH").map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    let directories = (path?.map { UInt8(bitPattern: $0) } ?? Array("/bin:/usr/bin".utf8))
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return directories.map { $0.isEmpty ? name : Array($0) + [slash] + name }
  }
}
