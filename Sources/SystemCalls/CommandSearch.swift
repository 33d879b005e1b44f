internal import Glibc
internal import SystemPackage

/// Where a command may be: the search in PATH of execvp(3).
enum CommandSearch {
  private static func exists(_ path: [UInt8]) -> Bool {
    (path + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { access($0, F_OK) == 0 } }
    } ?? false
  }

  /// The paths to try, in order: the name itself where it has a slash.
  private static func candidates(for name: [UInt8]) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    if name.isEmpty || name.contains(slash) { return [name] }
    let path = getenv("PATH").map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    let directories = (path?.map { UInt8(bitPattern: $0) } ?? Array("/bin:/usr/bin".utf8))
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return directories.map { $0.isEmpty ? name : Array($0) + [slash] + name }
  }

  /// Tries each path until one does not merely lead to the next; gives the reason to report,
  /// nil where an attempt succeeded. A file that is there and may not be run outweighs none.
  static func search(for name: [UInt8], _ attempt: ([UInt8]) -> Errno?) -> Errno? {
    var reason = Errno.noSuchFileOrDirectory
    for path in candidates(for: name) {
      guard let failure = attempt(path) else { return nil }
      switch failure {
      case .noSuchFileOrDirectory, .notDirectory: continue
      case .permissionDenied: if exists(path) { reason = failure }
      default: return failure
      }
    }
    return reason
  }
}
