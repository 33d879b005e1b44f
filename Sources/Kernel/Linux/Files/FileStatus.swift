internal import CLinux
internal import Glibc
package import SystemPackage

/// What the kernel knows of a file: stat(2).
package struct FileStatus: Sendable {
  /// The kind of a file.
  package enum Kind: String, Sendable {
    case file, directory, link, fifo, socket, character, block
  }

  /// The kind.
  package let kind: Kind
  /// Who may do what with it, as chmod(2) takes it.
  package let permissions: FilePermissions
  /// Bytes.
  package let size: Int64
  /// The owner.
  package let user: UInt32
  /// The owning group.
  package let group: UInt32
  /// How many names it has.
  package let links: Int64
  /// Its number in its file system.
  package let inode: Int64
  /// Its file system.
  package let device: Int64
  /// Seconds since the Epoch at which its contents were last changed.
  package let modified: Double

  /// Looks at the file of a path: fstatat(2).
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - follows: Whether a symbolic link stands for the file that it leads to.
  /// - Throws: ENOENT, ENOTDIR, EACCES, ELOOP.
  package init(_ path: [UInt8], follows: Bool) throws(SystemError) {
    var information = stat()
    try checkedErrno("look at", Files.text(path)) {
      Files.withPath(path) {
        fstatat(AT_FDCWD, $0, &information, follows ? 0 : AT_SYMLINK_NOFOLLOW)
      }
    }
    self.init(information)
  }

  /// Looks at the file of a descriptor: fstat(2).
  ///
  /// - Throws: EBADF.
  package init(_ descriptor: FileDescriptor) throws(SystemError) {
    var information = stat()
    try checkedErrno("look at", "descriptor \(descriptor.rawValue)") {
      fstat(descriptor.rawValue, &information)
    }
    self.init(information)
  }

  private init(_ information: stat) {
    kind =
      switch information.st_mode & S_IFMT {
      case S_IFDIR: .directory
      case S_IFLNK: .link
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFCHR: .character
      case S_IFBLK: .block
      default: .file
      }
    permissions = FilePermissions(rawValue: information.st_mode & 0o7777)
    size = Int64(information.st_size)
    user = information.st_uid
    group = information.st_gid
    links = Int64(information.st_nlink)
    inode = Int64(truncatingIfNeeded: information.st_ino)
    device = Int64(truncatingIfNeeded: information.st_dev)
    modified =
      Double(information.st_mtim.tv_sec) + Double(information.st_mtim.tv_nsec) / 1e9
  }
}
