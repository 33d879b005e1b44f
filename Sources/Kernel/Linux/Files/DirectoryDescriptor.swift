internal import CLinux
internal import Glibc
package import SystemPackage

/// An open directory, in which files are found by single names that are never followed as links:
/// openat(2).
///
/// A name has one component, so it cannot lead out of the directory. What was checked about the
/// directory holds for its descriptor, whatever happens to its path meanwhile.
package struct DirectoryDescriptor: ~Copyable, Sendable {
  private let owner: OwnedDescriptor
  /// Where the directory was found, for messages only.
  package let path: String

  /// Valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }

  /// Opens a directory by its path, whose links are followed.
  ///
  /// - Throws: ENOENT, ENOTDIR, EACCES.
  package init(following path: FilePath) throws(SystemError) {
    let path = path.isEmpty ? "." : path
    let text = path.string
    let number = try checked(
      path.withPlatformString { clinux_open_directory(AT_FDCWD, $0, true) }, "open", text)
    self.init(owning: OwnedDescriptor(owning: FileDescriptor(rawValue: number)), text)
  }

  private init(owning owner: consuming OwnedDescriptor, _ path: String) {
    self.owner = owner
    self.path = path
  }

  /// Opens a directory in this one.
  ///
  /// - Throws: ENOENT, EACCES; ENOTDIR for a link, too.
  package func directory(_ name: FileName) throws(SystemError) -> DirectoryDescriptor {
    let number = try checked(
      name.withCString { clinux_open_directory(descriptor.rawValue, $0, false) },
      "open", path(of: name))
    return DirectoryDescriptor(
      owning: OwnedDescriptor(owning: FileDescriptor(rawValue: number)), path(of: name))
  }

  /// Makes a directory that only the caller may enter: mkdirat(2).
  ///
  /// - Throws: EEXIST, EACCES, ENOSPC.
  package func makeDirectory(_ name: FileName) throws(SystemError) {
    try call("make", name) { mkdirat($0, $1, 0o700) }
  }

  /// Describes the directory: fstat(2).
  package func status() throws(SystemError) -> Stat { try Files.status(of: descriptor) }

  /// Describes a file, also a link itself: fstatat(2).
  ///
  /// - Throws: ENOENT, EACCES.
  package func status(of name: FileName) throws(SystemError) -> Stat {
    var information = stat()
    try call("look at", name) { fstatat($0, $1, &information, AT_SYMLINK_NOFOLLOW) }
    return Stat(rawValue: information)
  }

  /// Checks that the directory belongs to the caller.
  ///
  /// - Parameters:
  ///   - forbidden: What others may not do.
  ///   - orRoot: Whether it may belong to root instead.
  ///   - remedy: What the user may do otherwise.
  /// - Throws: EPERM.
  package func checkOwner(
    forbidding forbidden: FilePermissions = [], orRoot: Bool = false, remedy: String
  ) throws(SystemError) {
    let status = try status()
    let isTrusted = status.userID.rawValue == geteuid() || orRoot && status.userID.rawValue == 0
    guard isTrusted, status.permissions.isDisjoint(with: forbidden) else {
      let whose = isTrusted ? "" : "it belongs to uid \(status.userID.rawValue): "
      throw SystemError("trust", .notPermitted, subject: path, remedy: whose + remedy)
    }
  }

  /// The names in the directory, sorted: readdir(3).
  ///
  /// - Throws: EACCES, EMFILE.
  package func names() throws(SystemError) -> [FileName] {
    let number = try checkedErrno("read directory", path) {
      openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(number) else {
      let reason = Errno.last
      close(number)
      throw SystemError("read directory", reason, subject: path)
    }
    defer { closedir(stream) }
    return Files.names(in: stream).compactMap { FileName($0) }
  }

  /// Removes a name: unlinkat(2).
  ///
  /// - Throws: ENOENT, EACCES, EISDIR.
  package func remove(_ name: FileName) throws(SystemError) {
    try call("remove", name) { unlinkat($0, $1, 0) }
  }

  /// Removes an empty directory: unlinkat(2) with AT_REMOVEDIR.
  ///
  /// - Throws: ENOENT, ENOTDIR, ENOTEMPTY, EACCES.
  package func removeDirectory(_ name: FileName) throws(SystemError) {
    try call("remove", name) { unlinkat($0, $1, AT_REMOVEDIR) }
  }

  /// Gives a file another name in this directory, and takes that from the file that has it:
  /// renameat(2).
  ///
  /// - Throws: ENOENT, EACCES; ENOTEMPTY, EISDIR or ENOTDIR if the name is taken.
  package func rename(
    _ name: FileName, to other: FileName
  ) throws(SystemError) {
    try call("rename", name) { directory, name in
      other.withCString { renameat(directory, name, directory, $0) }
    }
  }

  func path(of name: FileName) -> String { "\(path)/\(name.text)" }

  /// Calls C with the directory and a name.
  @discardableResult
  func call(
    _ operation: String, _ name: FileName, _ body: (Int32, UnsafePointer<CChar>) -> Int32
  ) throws(SystemError) -> Int32 {
    try checkedErrno(operation, path(of: name)) {
      name.withCString { body(descriptor.rawValue, $0) }
    }
  }
}
