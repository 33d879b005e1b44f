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

  /// Creates a directory that only the caller may enter, or checks that it is one.
  ///
  /// - Parameter path: The directory; its parent must exist.
  /// - Throws: EPERM if it belongs to another user or others may enter it; ENOTDIR, EACCES.
  package static func makePrivate(_ path: FilePath) throws(SystemError) {
    do {
      try advising("set XDG_RUNTIME_DIR to a directory of yours") { () throws(SystemError) in
        try make(path, mode: 0o700)
      }
    } catch let error where error.errno == .fileExists {}
    var information = stat()
    try checkedErrno("look at", path.string) { lstat(path.string, &information) }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw SystemError("use", .notDirectory, subject: path.string, remedy: "remove it")
    }
    guard information.st_uid == geteuid(), information.st_mode & 0o077 == 0 else {
      throw SystemError(
        "trust", .notPermitted, subject: path.string,
        remedy: "it must be yours with mode 0700: remove it, or set XDG_RUNTIME_DIR")
    }
  }

  /// The names in a directory, sorted; empty if it cannot be read.
  package static func entries(_ path: FilePath) -> [String] {
    let names = try? Files.names(in: Array(path.string.utf8))
    return names?.map { String(decoding: $0, as: UTF8.self) } ?? []
  }

  /// Makes a pipe with a name, for its owner alone: mkfifo(3).
  ///
  /// - Throws: EEXIST, EACCES.
  package static func makePipe(_ path: FilePath) throws(SystemError) {
    try checkedErrno("make", path.string) { mkfifo(path.string, 0o600) }
  }

  /// Removes a directory and the files in it; what is gone already is fine.
  package static func remove(_ path: FilePath) {
    for name in entries(path) { unlink(path.appending(name).string) }
    rmdir(path.string)
  }

  /// Removes an empty directory: rmdir(2).
  ///
  /// - Throws: EBUSY, ENOTEMPTY, ENOENT.
  package static func removeEmpty(_ path: FilePath) throws(SystemError) {
    try checkedErrno("remove", path.string) { rmdir(path.string) }
  }
}
