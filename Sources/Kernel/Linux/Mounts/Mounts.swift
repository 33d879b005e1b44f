internal import CLinux
internal import Glibc
package import SystemPackage

/// Changing the mount tree of a mount namespace.
package enum Mounts {
  /// A copy of a mounted tree that can be put elsewhere: open_tree(2).
  package final class Tree: Sendable {
    private let owner: OwnedDescriptor

    /// Valid while the tree lives.
    var descriptor: Int32 { owner.descriptor.rawValue }

    init(owning descriptor: Int32) {
      owner = OwnedDescriptor(owning: FileDescriptor(rawValue: descriptor))
    }
  }

  /// Keeps later mounts from the namespace this one was copied from: MS_PRIVATE, recursive.
  package static func makePrivate() throws(SystemError) {
    try mount(nil, on: "/", flags: UInt(MS_REC) | UInt(MS_PRIVATE), "make private")
  }

  /// Mounts an empty file system in memory.
  ///
  /// - Parameters:
  ///   - path: Where, a directory.
  ///   - mode: Its permissions, in octal.
  ///   - size: How much it holds at most, as `64m`.
  /// - Throws: ENOENT, EPERM.
  package static func mountTemporary(
    on path: FilePath, mode: String, size: String
  ) throws(SystemError) {
    try mount(
      "tmpfs", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NODEV), "mount a private",
      options: "mode=\(mode),size=\(size)")
  }

  /// Mounts pseudoterminals of the box's own: devpts, a new instance.
  package static func mountTerminals(on path: FilePath) throws(SystemError) {
    try mount(
      "devpts", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NOEXEC), "mount terminals on",
      options: "newinstance,ptmxmode=0666,mode=0620")
  }

  /// Makes what is mounted at and below a path read-only: mount_setattr(2), Linux 5.12.
  package static func makeReadOnly(_ path: FilePath) throws(SystemError) {
    try checked(clinux_mount_read_only(path.string), "make read-only", path.string)
  }

  /// Mounts /proc of the calling process's PID namespace.
  package static func mountProc(on path: FilePath, isReadOnly: Bool) throws(SystemError) {
    try mount(
      "proc", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC),
      "mount proc on")
    // Not the file system itself, below which others could only be mounted so.
    if isReadOnly { try makeReadOnly(path) }
  }

  /// Copies what is mounted at a path: open_tree(2).
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - follows: Whether a symbolic link at its end is followed.
  /// - Returns: The copy.
  /// - Throws: ENOENT, EINVAL for what may not be mounted again.
  package static func copy(
    _ path: FilePath, followingLink follows: Bool = true
  ) throws(SystemError) -> Tree {
    Tree(
      owning: try checked(
        clinux_open_tree(path.string, follows), "copy the mount at", path.string))
  }

  /// Puts a copied tree on a path, which must exist.
  package static func attach(
    _ tree: Tree, on path: FilePath, isReadOnly: Bool = false
  ) throws(SystemError) {
    try checked(clinux_move_mount(tree.descriptor, path.string), "mount on", path.string)
    if isReadOnly { try makeReadOnly(path) }
  }

  /// Takes a tree from its place, also while it is in use: umount2(2) with MNT_DETACH.
  ///
  /// - Throws: EINVAL for a path that is no mount point.
  package static func detach(_ path: FilePath) throws(SystemError) {
    try checkedErrno("detach", path.string) { umount2(path.string, CInt(MNT_DETACH)) }
  }

  /// Makes a directory the root, and lets go of the old one: pivot_root(2).
  ///
  /// - Parameter path: The new root, which must be a mount point.
  /// - Throws: EINVAL, EBUSY.
  package static func changeRoot(to path: FilePath) throws(SystemError) {
    try checked(clinux_change_root(path.string), "make the root", path.string)
  }

  private static func mount(
    _ type: String?, on path: FilePath, flags: UInt, _ operation: String,
    options: String? = nil
  ) throws(SystemError) {
    try checkedErrno(operation, path.string) {
      Glibc.mount(type ?? "none", path.string, type, flags, options)
    }
  }
}
