internal import Linux
internal import SystemPackage

/// The box's own /sys, which shows the interfaces of its network namespace only: sysfs(5).
enum SystemDirectory {
  private static let path: FilePath = "/sys"

  /// Mounts it in place of the host's.
  ///
  /// In a container whose /sys is covered in part, the kernel refuses a new one: then the interfaces are
  /// covered.
  ///
  /// - Parameter groups: The host's control groups, which are shown in it; nil if there are none.
  /// - Throws: What mounting throws: EPERM, ENOENT.
  static func mount(with groups: Mounts.Tree?) throws(SystemError) {
    guard FileSystem.isDirectory(path) == true else { return }
    let own = try? Mounts.make("sysfs", [], [.readOnly, .noSetUser, .noDevices, .noPrograms])
    guard let own else { return try HiddenPaths.cover(["/sys/class/net"]) }
    try Mounts.attach(own, on: path)
    guard let groups else { return }
    try groups.set([.readOnly, .noSetUser, .noDevices])
    try? Mounts.attach(groups, on: path.appending(["fs", "cgroup"]))
  }
}
