import Foundation
import Testing

/// A directory of the host with canaries, in which a box starts: what the box may see, and may not change.
///
/// ```
/// hidden/         beside the working directory, so not in the box
///   secret        a token that no box may print
/// work/           the working directory
///   canaries/     files, a FIFO with a reader, a socket that listens
/// ```
final class EscapeSite {
  let directory: URL
  let work: URL
  let hidden: URL
  /// The content of the hidden file.
  let token = UUID().uuidString
  let abstractName = "sigbox-\(UUID().uuidString)"
  let owner: User
  private let bystander: Command
  private var fifo: Int32 = -1
  private var sockets: [Int32] = []
  private var sharedMemory: Int32 = -1
  private let sharedKey = Int32.random(in: 0x1000_0000...0x7fff_ffff)
  private var before: [String: String] = [:]

  init(owner: User) throws {
    self.owner = owner
    directory = Workplace.directory.appendingPathComponent("site-\(UUID().uuidString.prefix(6))")
    work = directory.appendingPathComponent("work")
    hidden = directory.appendingPathComponent("hidden")
    bystander = try Command(["/bin/sleep", "1000"], as: owner)
    let canaries = work.appendingPathComponent("canaries")
    for place in [canaries, hidden] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    for name in ["file", "remove", "rename"] {
      try write("untouched\n", to: canaries.appendingPathComponent(name))
    }
    try write(token, to: hidden.appendingPathComponent("secret"))
    try write("untouched\n", to: hidden.appendingPathComponent("file"))
    for program in ["escape-attempts"] {
      try copy(Workplace.directory.appendingPathComponent(program), to: program)
    }
    mkfifo(canaries.appendingPathComponent("fifo").path, 0o666)
    fifo = open(canaries.appendingPathComponent("fifo").path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    // Its name has to be short: sockaddr_un.
    sockets = [
      listen(at: canaries.appendingPathComponent("socket").path),
      listen(at: "\0" + abstractName),
    ]
    sharedMemory = shmget(sharedKey, 4096, IPC_CREAT | 0o666)
    if owner == .nobody { try give(directory) }
    // Other users may write, too: the modes keep nobody out.
    for path in try everything() where !path.hasSuffix("secret") {
      chmod(path, (try isDirectory(path)) ? 0o777 : path.hasSuffix("attempts") ? 0o755 : 0o666)
    }
    before = try snapshot()
  }

  deinit {
    kill(bystander.pid, SIGKILL)
    _ = bystander.finish()
    shmctl(sharedMemory, IPC_RMID, nil)
    for descriptor in sockets + [fifo] { close(descriptor) }
    try? FileManager.default.removeItem(at: directory)
  }

  /// The words that let a program start in a directory: the box's working directory.
  func words(in place: URL? = nil) -> [String] {
    ["/usr/bin/env", "--chdir=\((place ?? work).path)"]
  }

  /// What the attempts are told of the host.
  var environment: [String] {
    [
      "BYSTANDER=\(bystander.pid)", "ABSTRACT=\(abstractName)", "SHARED=\(sharedKey)",
      "HIDDEN=\(hidden.path)",
    ]
  }

  func write(_ text: String, to url: URL) throws {
    try Workplace.alone { try text.write(to: url, atomically: false, encoding: .utf8) }
  }

  func copy(_ file: URL, to name: String) throws {
    try Workplace.alone {
      try FileManager.default.copyItem(at: file, to: work.appendingPathComponent(name))
    }
  }

  /// Takes what has changed as given.
  func settle() throws { before = try snapshot() }

  /// The canaries that are not as they were: file names, and what came through FIFO and sockets.
  func changes() throws -> [String] {
    let now = try snapshot()
    var changes = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }
    var byte = [UInt8](repeating: 0, count: 16)
    if read(fifo, &byte, 16) > 0 { changes.insert("through the FIFO") }
    for (socket, name) in zip(sockets, ["socket", "abstract socket"]) {
      let connection = accept(socket, nil, nil)
      if connection >= 0 {
        close(connection)
        changes.insert("through the \(name)")
      }
    }
    if !bystander.isRunning { changes.insert("the bystander ended") }
    if getpriority(Int32(PRIO_PROCESS.rawValue), id_t(bystander.pid)) != 0 {
      changes.insert("its priority")
    }
    return changes.sorted()
  }

  // MARK: - Files

  private func everything() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
    return [directory.path] + names.map { directory.path + "/" + $0 }
  }

  private func isDirectory(_ path: String) throws -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private func give(_ url: URL) throws {
    for path in try everything() { lchown(path, 65534, 65534) }
  }

  /// Type, mode, owner, times and content of each file.
  private func snapshot() throws -> [String: String] {
    var snapshot: [String: String] = [:]
    for path in try everything() {
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      var text =
        "\(status.st_mode) \(status.st_uid) \(status.st_gid) \(status.st_rdev) "
        + "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      // The scripts make files of their own, and a FIFO changes its times when it is read.
      if [S_IFIFO, S_IFDIR].contains(status.st_mode & S_IFMT) {
        text = "\(status.st_mode) \(status.st_uid) \(status.st_gid)"
      }
      if status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20 {
        text += FileManager.default.contents(atPath: path).map { "\($0.hashValue)" } ?? ""
      }
      snapshot[String(path.dropFirst(directory.path.count))] = text
    }
    return snapshot
  }

  private func listen(at path: String) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
    let length = socklen_t(2 + bytes.count)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    if result == 0 { Glibc.listen(descriptor, 8) }
    return descriptor
  }
}
