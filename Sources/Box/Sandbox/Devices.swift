internal import Linux
internal import SystemPackage

/// The devices of a box: a /dev of its own with those that are nobody's, and terminals.
struct Devices {
  private let nodes: [(name: String, tree: Mounts.Tree)]

  private static let names = ["null", "zero", "full", "random", "urandom", "tty"]

  /// Takes hold of the host's nodes, before its /dev is covered.
  static var copied: Devices {
    Devices(
      nodes: names.compactMap { name in
        (try? Mounts.copy(FilePath("/dev").appending(name))).map { (name, $0) }
      })
  }

  /// Covers /dev.
  func mount() throws(SystemError) {
    try Mounts.mountTemporary(on: "/dev", mode: "755", size: "64k")
    let directory = FilePath("/dev")
    for node in nodes {
      try FileSystem.makeFile(directory.appending(node.name))
      // Devices can be written all the same, but not their modes, which are the host's, too.
      try Mounts.attach(node.tree, on: directory.appending(node.name), isReadOnly: true)
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
