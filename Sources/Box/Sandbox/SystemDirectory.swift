internal import Linux
internal import SystemPackage

/// The box's own /sys, which shows the interfaces of its network namespace only: sysfs(5).
enum SystemDirectory {
  private static let path: FilePath = "/sys"

  /// Mounts it in place of the host's.
  ///
  /// In a container whose /sys is covered in part, the kernel refuses a new one: then the interfaces are
  /// covered. It shows the host's control groups, if there are any.
  ///
  /// - Throws: What mounting throws: EPERM, ENOENT.
  static func mount() throws(SystemError) {
    guard FileSystem.isDirectory(path) == true else { return }
    let groups = try? Mounts.copy("/sys/fs/cgroup")
    let own = try? Mounts.make("sysfs", [], [.readOnly, .noSetUser, .noDevices, .noPrograms])
    guard let own else { return try HiddenPaths.cover(["/sys/class/net"]) }
    // As with /dev.
    try? Mounts.detach(path)
    try Mounts.attach(own, on: path)
    guard let groups else { return }
    try groups.set([.readOnly, .noSetUser, .noDevices])
    try? Mounts.attach(groups, on: path.appending(["fs", "cgroup"]))
  }
}
