internal import Linux
internal import SystemPackage

/// A directory that the box has to itself, in memory, in the place of the host's.
struct PrivatePlace {
  /// What the host keeps there.
  private enum Kind {
    /// Files of all users, and secrets and sockets of many programs: /tmp.
    case shared
    /// Sockets and state of services: /run and /dev/shm.
    case service
    /// The home directories: /home.
    case homes
    /// One of them.
    case home
  }

  let path: FilePath
  let mode: String
  let size: String
  private let kind: Kind

  private init(_ path: FilePath, _ kind: Kind, mode: String, size: String) {
    self.path = path
    self.kind = kind
    self.mode = mode
    self.size = size
  }

  /// The places of every box.
  static let usual = [
    PrivatePlace("/tmp", .shared, mode: "1777", size: "256m"),
    PrivatePlace("/run", .service, mode: "755", size: "64m"),
    PrivatePlace("/dev/shm", .service, mode: "1777", size: "64m"),
  ]

  /// The place of a home directory, or of all of them.
  init(home path: FilePath) {
    self.init(path, path == "/home" ? .homes : .home, mode: "755", size: "64m")
  }

  /// Whether a box shows the host's entry to a caller who stands in this directory.
  ///
  /// One rule each, which needs no list of programs. In a home directory, keys, tokens, histories
  /// and settings have names that begin with a dot. In /tmp they have a mode that keeps other users
  /// out: Kerberos tickets, X11 cookies, and the directories of the sockets of ssh-agent, gpg-agent
  /// and tmux. A read-only mount would not keep anybody from connecting to a socket.
  func shows(_ entry: DirectoryEntry) -> Bool {
    guard entry.kind != .other, !entry.name.hasPrefix(".") else { return false }
    return switch kind {
    case .shared: entry.isOwn && entry.isPublic
    case .service: false
    case .homes: entry.kind == .file
    case .home: true
    }
  }

  /// Why a file below it is not in the box.
  var reason: String {
    switch kind {
    case .shared, .service: "\(path) is the box's own"
    case .homes, .home: "home directories are hidden"
    }
  }
}
