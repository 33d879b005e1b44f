internal import Linux
internal import SystemPackage

/// The box's own /dev: harmless devices and terminals.
struct Devices {
  private let nodes: [(name: String, tree: Mounts.Tree)]

  private static let names = ["null", "zero", "full", "random", "urandom", "tty"]

  /// Copies the mounts of the host's devices, before its /dev is covered.
  static var copied: Devices {
    Devices(
      nodes: names.compactMap { name in
        guard let tree = try? Mounts.copy(FilePath("/dev").appending(name)) else { return nil }
        // On a read-only mount a device can still be written, but not the mode of the host's file.
        try? tree.set([.readOnly, .noSetUser])
        return (name, tree)
      })
  }

  /// Mounts the new /dev over the host's.
  func mount(owner: (user: UInt32, group: UInt32)) throws(SystemError) {
    guard nodes.contains(where: { $0.name == "null" }) else {
      throw SystemError("use the device", .noSuchFileOrDirectory, subject: "/dev/null")
    }
    // What it covers would only be copied when PID 1 enters its user namespace. A container may lock it.
    try? Mounts.detach("/dev")
    try Mounts.mountTemporary(on: "/dev", mode: "755", size: 64 << 10, owner: owner)
    let directory = FilePath("/dev")
    for node in nodes {
      try naming("make the device") { () throws(SystemError) in
        try FileSystem.makeFile(directory.appending(node.name))
      }
      try Mounts.attach(node.tree, on: directory.appending(node.name))
    }
    try FileSystem.makeLink("/dev/ptmx", to: "pts/ptmx")
    try FileSystem.makeLink("/dev/fd", to: "/proc/self/fd")
    for (number, name) in ["stdin", "stdout", "stderr"].enumerated() {
      try FileSystem.makeLink(directory.appending(name), to: "/proc/self/fd/\(number)")
    }
    for name in ["pts", "shm"] { try Directories.make(directory.appending(name)) }
    try Mounts.mountTerminals(on: directory.appending("pts"))
  }
}
