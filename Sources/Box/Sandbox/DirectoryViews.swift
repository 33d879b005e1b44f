internal import Linux
internal import SystemPackage

/// Makes read-only views of directories of the host.
///
/// A read-only mount does not prevent a connection to a socket, nor a write to a FIFO. In a view, which
/// is an overlay without an upper layer, both are files of the view: nobody listens there.
struct DirectoryViews: ~Copyable {
  /// Covered only while views are made: every box has a new /proc.
  private let staging: FilePath = "/proc"

  /// Prepares a place for the layers.
  ///
  /// - Throws: ENOENT without /proc.
  init() throws(SystemError) {
    try Mounts.mountTemporary(on: staging, mode: "700", size: 65_536)
    // An overlay without an upper layer has two lower ones.
    for name in ["lower", "empty"] { try Directories.make(staging.appending(name)) }
  }

  /// Makes a view, or returns a mount of the directory if the kernel cannot make an overlay of it.
  ///
  /// - Parameter tree: The directory, which cannot be attached any more.
  /// - Returns: The view.
  /// - Throws: What attaching and copying the directory throws: EINVAL, EPERM.
  func view(of tree: Mounts.Tree) throws(SystemError) -> Mounts.Tree {
    let lower = staging.appending("lower")
    try Mounts.attach(tree, on: lower)
    defer { try? Mounts.detach(lower) }
    let layers = "\(lower):\(staging.appending("empty"))"
    do {
      return try Mounts.make(
        "overlay", [("lowerdir", layers)], [.readOnly, .noSetUser, .noDevices])
    } catch {
      return try Mounts.copy(lower)
    }
  }

  deinit { try? Mounts.detach(staging) }
}
