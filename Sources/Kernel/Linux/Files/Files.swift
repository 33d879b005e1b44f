internal import Glibc
package import SystemPackage

/// Files by their paths, which are bytes without a zero, as the kernel takes them.
package enum Files {
  /// Makes a FIFO: mkfifo(3).
  ///
  /// - Throws: EEXIST, ENOENT, EACCES, EROFS.
  package static func makePipe(_ path: [UInt8], _ permissions: FilePermissions) throws(SystemError)
  {
    try change("make FIFO", path) { mkfifo($0, permissions.rawValue) }
  }

  /// Makes a directory: mkdir(2).
  ///
  /// - Throws: EEXIST, ENOENT, ENOTDIR, EACCES, EROFS.
  package static func makeDirectory(
    _ path: [UInt8], _ permissions: FilePermissions
  ) throws(SystemError) {
    try change("make directory", path) { mkdir($0, permissions.rawValue) }
  }

  /// Makes a symbolic link: symlink(2).
  ///
  /// - Throws: EEXIST, ENOENT, EACCES, EROFS.
  package static func makeLink(_ path: [UInt8], to target: [UInt8]) throws(SystemError) {
    try change("make link", path) { path in withPath(target) { symlink($0, path) } }
  }

  /// Describes the file of a path: stat(2), lstat(2).
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - follows: Whether to follow a symbolic link.
  /// - Returns: The status.
  /// - Throws: ENOENT, ENOTDIR, EACCES, ELOOP.
  package static func status(
    of path: [UInt8], followingLink follows: Bool
  ) throws(SystemError) -> Stat {
    do throws(Errno) {
      // A FilePath would drop a slash at the end, which asks for a directory.
      return try withPath(path) { path in
        Result { () throws(Errno) in try Stat(path, followTargetSymlink: follows) }
      }.get()
    } catch {
      throw SystemError("look at", error, subject: text(path))
    }
  }

  /// Describes the file of a descriptor: fstat(2).
  ///
  /// - Throws: EBADF.
  package static func status(of descriptor: FileDescriptor) throws(SystemError) -> Stat {
    do throws(Errno) {
      return try Stat(descriptor)
    } catch {
      throw SystemError("look at", error, subject: "descriptor \(descriptor.rawValue)")
    }
  }

  /// Removes a name: unlink(2).
  ///
  /// - Throws: ENOENT, EACCES, EPERM, EISDIR for a directory.
  package static func remove(_ path: [UInt8]) throws(SystemError) {
    try change("remove", path) { unlink($0) }
  }

  /// Removes an empty directory: rmdir(2).
  ///
  /// - Throws: ENOENT, ENOTDIR, ENOTEMPTY, EBUSY, EACCES.
  package static func removeDirectory(_ path: [UInt8]) throws(SystemError) {
    try change("remove directory", path) { rmdir($0) }
  }

  /// Gives a file another name, which is taken from the file that has it: rename(2).
  ///
  /// - Throws: ENOENT, EACCES, EISDIR, ENOTEMPTY, EXDEV for another file system.
  package static func rename(_ path: [UInt8], to name: [UInt8]) throws(SystemError) {
    let both = "\(text(path)) to \(text(name))"
    do throws(SystemError) {
      try checkedErrno("rename", both) {
        withPath(path) { path in withPath(name) { Glibc.rename(path, $0) } }
      }
    } catch  where error.errno == .improperLink {
      throw SystemError(
        "rename", error.errno, subject: both,
        remedy: "they are on different file systems: copy the file and remove the original")
    }
  }

  /// Sets the permissions of a file: chmod(2).
  ///
  /// - Throws: ENOENT, EPERM, EROFS.
  package static func setPermissions(
    _ path: [UInt8], _ permissions: FilePermissions
  ) throws(SystemError) {
    try change("set the permissions of", path) { chmod($0, permissions.rawValue) }
  }

  /// Changes the owner of an open file: fchown(2).
  ///
  /// - Throws: EPERM, EBADF.
  package static func setOwner(
    of descriptor: FileDescriptor, _ user: UInt32, _ group: UInt32
  ) throws(SystemError) {
    try checkedErrno("change the owner of", "descriptor \(descriptor.rawValue)") {
      fchown(descriptor.rawValue, user, group)
    }
  }

  /// Where a symbolic link leads: readlink(2).
  ///
  /// - Throws: ENOENT, EINVAL for another kind of file.
  package static func target(of path: [UInt8]) throws(SystemError) -> [UInt8] {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try change("read link", path) { Int32(readlink($0, &target, target.count)) }
    return target[..<Int(count)].map { UInt8(bitPattern: $0) }
  }

  /// The names in a directory, sorted, without `.` and `..`: readdir(3).
  ///
  /// - Throws: ENOENT, ENOTDIR, EACCES, EMFILE.
  package static func names(in path: [UInt8]) throws(SystemError) -> [[UInt8]] {
    var stream: OpaquePointer?
    try change("read directory", path) { path in
      stream = opendir(path)
      return stream == nil ? -1 : 0
    }
    guard let stream else { return [] }
    defer { closedir(stream) }
    return names(in: stream)
  }

  /// The names that a directory stream has left, sorted, without `.` and `..`.
  static func names(in stream: OpaquePointer) -> [[UInt8]] {
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) })
    }
    return names.filter { $0 != [46] && $0 != [46, 46] }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Sets the permissions that files made from now on do not get: umask(2).
  ///
  /// - Returns: Those from before.
  @discardableResult
  package static func setMask(_ permissions: FilePermissions) -> FilePermissions {
    FilePermissions(rawValue: umask(permissions.rawValue))
  }

  /// Calls C with a path.
  static func withPath<Result>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    body(path.map { CChar(bitPattern: $0) } + [0])
  }

  static func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

  @discardableResult
  private static func change(
    _ operation: String, _ path: [UInt8], _ call: (UnsafePointer<CChar>) -> Int32
  ) throws(SystemError) -> Int32 {
    try checkedErrno(operation, text(path)) { withPath(path, call) }
  }
}
