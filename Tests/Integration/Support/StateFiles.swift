import Foundation

/// Files in the registry of a user's boxes, as an older, newer or hostile program might leave them.
struct StateFiles {
  let user: User
  /// The registry.
  let path: String

  init(_ boxes: Boxes) throws {
    user = boxes.user
    path = boxes.directory.path + "/sigbox"
    try makeDirectory("")
  }

  private func full(_ name: String) -> String { name.isEmpty ? path : "\(path)/\(name)" }

  private func own(_ name: String) {
    if user == .nobody { lchown(full(name), 65534, 65534) }
  }

  func makeDirectory(_ name: String) throws {
    guard mkdir(full(name), 0o700) == 0 || errno == EEXIST else {
      throw CocoaError(.fileWriteUnknown)
    }
    own(name)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: full(name)))
    own(name)
  }

  func makePipe(_ name: String) {
    mkfifo(full(name), 0o600)
    own(name)
  }

  func makeLink(_ name: String, to target: String) {
    symlink(target, full(name))
    own(name)
  }

  func resize(_ name: String, to size: Int) {
    truncate(full(name), size)
    own(name)
  }

  func exists(_ name: String) -> Bool {
    var information = stat()
    return lstat(full(name), &information) == 0
  }

  /// A box that has ended, as version 0.1 left it.
  func makeOldBox(_ name: String, record: String? = nil) throws {
    try makeDirectory(name)
    try write(
      record ?? Self.oldRecord(name) + "ended 1796010090 false exited 7\n", to: "\(name)/record")
    try write("exited 7", to: "\(name)/lock")
    try write("hello\n", to: "\(name)/log")
  }

  static func oldRecord(_ name: String) -> String {
    """
    name \(name)
    created 1796010087
    pid 999999
    start 1
    monitor 999998
    rootless false
    network true
    terminal false
    strict true
    word sleep
    word 100

    """
  }
}

/// A tree of files that nobody may change, and what it holds.
struct Canary {
  let path: String

  init(below directory: URL) throws {
    path = directory.appendingPathComponent("canary-\(UUID().uuidString.prefix(6))").path
    for name in ["", "/sub"] { mkdir(path + name, 0o755) }
    for name in ["one", "lock", "record", "log", "sub/two"] {
      try Data("precious \(name)\n".utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
  }

  /// The names, kinds, owners, sizes and contents.
  var state: String {
    let command = [
      "/bin/sh", "-c", "cd \"$0\" && find . -printf '%p %y %m %U %s\\n' | sort && cat one sub/two",
      path,
    ]
    return (try? Command(command).finish().output) ?? "gone"
  }
}
