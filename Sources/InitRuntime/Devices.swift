internal import SystemCalls
internal import SystemPackage

/// The devices of a box: a /dev of its own with those that are nobody's, and terminals.
struct Devices {
  private let nodes: [(name: String, tree: Mounts.Tree)]

  private static let names = ["null", "zero", "full", "random", "urandom", "tty"]
  private static let links = [
    "ptmx": "pts/ptmx", "fd": "/proc/self/fd", "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2",
  ]

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
      try Host.makeFile(directory.appending(node.name))
      // Devices can be written all the same, but not their modes, which are the host's, too.
      try Mounts.attach(node.tree, on: directory.appending(node.name), isReadOnly: true)
    }
    for (name, target) in Self.links {
      try Host.makeLink(directory.appending(name), to: target)
    }
    for name in ["pts", "shm"] { try Directories.make(directory.appending(name)) }
    try Mounts.mountTerminals(on: directory.appending("pts"))
  }
}
