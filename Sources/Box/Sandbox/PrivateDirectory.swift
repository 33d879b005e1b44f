internal import Linux
internal import SystemPackage

/// A directory of the host that the box replaces with an empty one in memory.
struct PrivateDirectory {
  /// What the host keeps there.
  private enum Kind {
    /// Files of all users, and secrets and sockets of many programs: /tmp.
    case shared
    /// Sockets and state of services: /run and /dev/shm.
    case service
    /// The home directories: /home.
    case homes
    /// One home directory.
    case home
    /// Files of its owner, who alone may enter it.
    case closed
  }

  let path: FilePath
  let mode: String
  /// The maximum size in bytes.
  let size: UInt64
  private let kind: Kind

  private init(_ path: FilePath, _ kind: Kind, mode: String, size: UInt64) {
    self.path = path
    self.kind = kind
    self.mode = mode
    self.size = size
  }

  /// The private directories of every box.
  static let common = [
    PrivateDirectory("/tmp", .shared, mode: "1777", size: 256 << 20),
    PrivateDirectory("/run", .service, mode: "755", size: 64 << 20),
    PrivateDirectory("/dev/shm", .service, mode: "1777", size: 64 << 20),
  ]

  /// Replaces a home directory, or /home with all of them.
  init(home path: FilePath) {
    self.init(path, path == "/home" ? .homes : .home, mode: "755", size: 64 << 20)
  }

  /// Replaces the first directory on the way to a path that other users cannot enter; nil if they can
  /// enter all.
  ///
  /// The ids of a box are those of another user. In place of that directory, it has one with nothing but
  /// the way to the path.
  init?(closedOnTheWayTo path: String) {
    var end = path.utf8.startIndex
    while let next = path.utf8[path.utf8.index(after: end)...].firstIndex(of: UInt8(ascii: "/")) {
      end = next
      let parent = FilePath(String(path[..<next]))
      guard let status = try? Stat(parent), !status.permissions.contains(.otherExecute) else {
        continue
      }
      self.init(parent, .closed, mode: "755", size: 64 << 10)
      return
    }
    return nil
  }

  /// Whether an entry of the host stays visible to a caller whose working directory this is.
  ///
  /// The rule needs no list of programs. In a home directory, keys, tokens, histories and settings
  /// have names that begin with a dot. In /tmp, their mode keeps other users out: Kerberos tickets,
  /// X11 cookies, and the socket directories of ssh-agent, gpg-agent and tmux. A read-only mount
  /// would not help, because it does not prevent connections to a socket.
  func shows(_ entry: DirectoryEntry) -> Bool {
    guard entry.kind != .other, !entry.name.hasPrefix(".") else { return false }
    return switch kind {
    case .shared: entry.isOwn && entry.isPublic
    case .service: false
    case .homes: entry.kind == .file
    case .home: true
    case .closed: false
    }
  }

  /// Why a file of the host below it is not in the box.
  var reason: String {
    switch kind {
    case .shared, .service: "\(path) is the box's own"
    case .homes, .home: "home directories are hidden"
    case .closed: "only its owner may enter \(path)"
    }
  }
}
