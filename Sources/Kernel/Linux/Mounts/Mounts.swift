internal import CLinux
internal import Glibc
package import SystemPackage

/// Changing the mount tree of a mount namespace.
package enum Mounts {
  /// What a mount does not allow: the MOUNT_ATTR_* flags of mount_setattr(2).
  package struct Attributes: OptionSet, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
    /// Takes the place of the generic one, which costs the start of a process 0.1 ms.
    package init(arrayLiteral elements: Self...) {
      rawValue = elements.reduce(0) { $0 | $1.rawValue }
    }

    package static let readOnly = Attributes(rawValue: 1)
    /// Set-user-ID bits and file capabilities have no effect.
    package static let noSetUser = Attributes(rawValue: 2)
    /// Device files cannot be opened.
    package static let noDevices = Attributes(rawValue: 4)
    package static let noPrograms = Attributes(rawValue: 8)
  }

  /// A detached tree of mounts that can be attached anywhere: open_tree(2), fsmount(2).
  package final class Tree: Sendable {
    private let owner: OwnedDescriptor

    /// The root of the tree; valid while this object lives.
    package var descriptor: FileDescriptor { owner.descriptor }

    init(owning descriptor: Int32) {
      owner = OwnedDescriptor(owning: FileDescriptor(rawValue: descriptor))
    }

    /// Sets attributes of all its mounts: mount_setattr(2).
    ///
    /// - Parameters:
    ///   - attributes: The attributes to set.
    ///   - userNamespace: The user namespace whose ID map the mounts get; nil for none.
    /// - Throws: EINVAL for a file system without idmapped mounts; EPERM.
    package func set(
      _ attributes: Attributes, mappingTo userNamespace: FileDescriptor? = nil
    ) throws(SystemError) {
      try checked(
        clinux_change_mount(
          descriptor.rawValue, "", attributes.rawValue, userNamespace?.rawValue ?? -1),
        "change", "a mount")
    }
  }

  /// Keeps later mounts out of the namespace that this one was copied from: MS_PRIVATE, recursive.
  package static func makePrivate() throws(SystemError) {
    try checkedErrno("make private", "/") {
      Glibc.mount("none", "/", nil, UInt(MS_REC) | UInt(MS_PRIVATE), nil)
    }
  }

  /// Mounts an empty file system in memory.
  ///
  /// - Parameters:
  ///   - path: The mount point, a directory.
  ///   - mode: The permissions of its root, in octal.
  ///   - size: The maximum size of its files in bytes.
  ///   - owner: The owner of its root.
  /// - Throws: ENOENT, EPERM.
  package static func mountTemporary(
    on path: FilePath, mode: String, size: UInt64, owner: (user: UInt32, group: UInt32) = (0, 0)
  ) throws(SystemError) {
    try mount(
      "tmpfs", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NODEV), "mount a private",
      options: "mode=\(mode),size=\(size),uid=\(owner.user),gid=\(owner.group)")
  }

  /// Mounts new pseudoterminals: devpts.
  package static func mountTerminals(on path: FilePath) throws(SystemError) {
    try mount(
      "devpts", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NOEXEC), "mount terminals on",
      options: "newinstance,ptmxmode=0666,mode=0620")
  }

  /// Mounts /proc of the calling process's PID namespace.
  package static func mountProc(on path: FilePath) throws(SystemError) {
    try mount(
      "proc", on: path, flags: UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC),
      "mount proc on", options: nil)
  }

  private static func mount(
    _ type: String, on path: FilePath, flags: UInt, _ operation: String, options: String?
  ) throws(SystemError) {
    try checkedErrno(operation, path.string) {
      Glibc.mount(type, path.string, type, flags, options)
    }
  }

  /// Makes a detached mount of a file system: fsopen(2), fsconfig(2), fsmount(2).
  ///
  /// - Throws: ENODEV for an unknown file system, EPERM, EINVAL for an unknown option.
  package static func make(
    _ type: String, _ options: [(name: String, value: String)] = [],
    _ attributes: Attributes = [.noSetUser, .noDevices]
  ) throws(SystemError) -> Tree {
    let memory = CMemory()
    defer { memory.free() }
    let strings = memory.strings(options.flatMap { [Array($0.name.utf8), Array($0.value.utf8)] })
    let result = strings.withMemoryRebound(
      to: UnsafePointer<CChar>?.self, capacity: 2 * options.count + 1
    ) { clinux_mount_detached(type, $0, attributes.rawValue) }
    return Tree(owning: try checked(result, "mount", type))
  }

  /// Sets attributes of the mount at a path and of all mounts below it: mount_setattr(2), Linux 5.12.
  package static func set(_ attributes: Attributes, on path: FilePath) throws(SystemError) {
    try checked(
      clinux_change_mount(AT_FDCWD, path.string, attributes.rawValue, -1),
      "make read-only", path.string)
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
        clinux_open_tree(AT_FDCWD, path.string, follows, true), "copy the mount at", path.string))
  }

  /// Copies what is mounted at an open file or directory: open_tree(2) with AT_EMPTY_PATH.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - name: Its path, for errors.
  /// - Returns: The copy.
  /// - Throws: EINVAL for what may not be mounted again.
  package static func copy(
    _ place: FileDescriptor, named name: FilePath
  ) throws(SystemError) -> Tree {
    Tree(
      owning: try checked(
        clinux_open_tree(place.rawValue, "", true, true), "copy the mount at", name.string))
  }

  /// Opens a file for use as a place only: openat2(2) with O_PATH and RESOLVE_NO_SYMLINKS.
  ///
  /// - Throws: ENOENT, EACCES; ELOOP if a component is a symbolic link.
  package static func place(_ path: FilePath) throws(SystemError) -> OwnedDescriptor {
    let number = try checked(clinux_open_place(path.string), "open", path.string)
    return OwnedDescriptor(owning: FileDescriptor(rawValue: number))
  }

  /// Attaches a tree at a path, which must exist.
  package static func attach(_ tree: Tree, on path: FilePath) throws(SystemError) {
    try checked(
      clinux_move_mount(tree.descriptor.rawValue, AT_FDCWD, path.string), "mount on", path.string)
  }

  /// Attaches a tree at an open file or directory.
  package static func attach(
    _ tree: Tree, on place: FileDescriptor, named name: FilePath
  ) throws(SystemError) {
    try checked(
      clinux_move_mount(tree.descriptor.rawValue, place.rawValue, ""), "mount on", name.string)
  }

  /// Detaches a tree, also while it is in use: umount2(2) with MNT_DETACH.
  ///
  /// - Throws: EINVAL for a path that is not a mount point.
  package static func detach(_ path: FilePath) throws(SystemError) {
    try checkedErrno("detach", path.string) { umount2(path.string, CInt(MNT_DETACH)) }
  }

  /// Makes a directory the root, and detaches the old one: pivot_root(2).
  ///
  /// - Parameter path: The new root, which must be a mount point.
  /// - Throws: EINVAL, EBUSY.
  package static func changeRoot(to path: FilePath) throws(SystemError) {
    try checked(clinux_change_root(path.string), "make the root", path.string)
  }
}
