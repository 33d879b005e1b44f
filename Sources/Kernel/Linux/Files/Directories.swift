internal import Glibc
package import SystemPackage

/// Directories and their entries.
package enum Directories {
  /// Makes one directory: mkdir(2).
  ///
  /// - Parameters:
  ///   - path: The directory; its parent must exist.
  ///   - mode: Its permissions.
  /// - Throws: EEXIST, EACCES, ENOENT.
  package static func make(_ path: FilePath, mode: UInt32 = 0o755) throws(SystemError) {
    try checkedErrno("make", path.string) { mkdir(path.string, mode) }
  }

  /// The names in a directory, sorted; empty if it cannot be read.
  package static func entries(_ path: FilePath) -> [String] {
    let names = try? Files.names(in: Array(path.string.utf8))
    return names?.map { String(decoding: $0, as: UTF8.self) } ?? []
  }

  /// Removes an empty directory: rmdir(2).
  ///
  /// - Throws: EBUSY, ENOTEMPTY, ENOENT.
  package static func removeEmpty(_ path: FilePath) throws(SystemError) {
    try checkedErrno("remove", path.string) { rmdir(path.string) }
  }
}
