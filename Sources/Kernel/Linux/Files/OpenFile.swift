internal import CLinux
internal import Glibc
package import SystemPackage

/// What is open on a descriptor.
package enum OpenFile {
  package enum Kind: Sendable {
    case terminal
    /// A pipe or FIFO.
    case pipe
    case socket
    /// A device of memory that every box has, such as /dev/null.
    case memoryDevice
    case directory
    /// A regular file, another device, or what has no type, such as an eventfd(2).
    case other
    /// Nothing, or a descriptor of O_PATH, which can be neither read nor written.
    case none
  }

  /// O_PATH, which Swift does not import.
  private static let pathOnly: Int32 = 0o10_000_000

  /// What a descriptor is.
  package static func kind(of descriptor: FileDescriptor) -> Kind {
    var information = stat()
    let flags = fcntl(descriptor.rawValue, F_GETFL)
    guard flags >= 0, fstat(descriptor.rawValue, &information) == 0 else { return .none }
    let type = information.st_mode & S_IFMT
    if type == S_IFDIR { return .directory }
    guard flags & pathOnly == 0 else { return .none }
    switch type {
    case S_IFIFO: return .pipe
    case S_IFSOCK: return .socket
    case S_IFCHR where memoryDevice(information.st_rdev) != nil: return .memoryDevice
    case S_IFCHR where Terminals.isTerminal(descriptor): return .terminal
    default: return .other
    }
  }

  /// Whether a descriptor is of a pipe without a name.
  package static func isAnonymousPipe(_ descriptor: FileDescriptor) -> Bool {
    clinux_is_anonymous_pipe(descriptor.rawValue)
  }

  /// The name of a memory device below /dev: mem(4), null(4), random(4); nil for another device.
  package static func memoryDevice(_ device: UInt) -> String? {
    guard device >> 8 == 1 else { return nil }
    return switch device & 0xff {
    case 3: "null"
    case 5: "zero"
    case 7: "full"
    case 8: "random"
    case 9: "urandom"
    default: nil
    }
  }

  /// Whether a standard descriptor was open when the program started.
  package static func wasOpen(_ descriptor: FileDescriptor) -> Bool {
    !clinux_was_closed(descriptor.rawValue)
  }

  /// Whether two descriptors share one open file, and so its position: kcmp(2).
  ///
  /// Where that call is refused, two that agree in file, flags and position count as one.
  package static func isShared(_ first: FileDescriptor, _ second: FileDescriptor) -> Bool {
    let order = clinux_compare_files(first.rawValue, second.rawValue)
    if order >= 0 { return order == 0 }
    guard FileContents.isSame(first, second) else { return false }
    return fcntl(first.rawValue, F_GETFL) == fcntl(second.rawValue, F_GETFL)
      && lseek(first.rawValue, 0, SEEK_CUR) == lseek(second.rawValue, 0, SEEK_CUR)
  }

  /// Opens a terminal once more, for writes that do not block; nil if its owner is another user.
  ///
  /// O_NONBLOCK on the descriptor itself would hold for all who share it.
  package static func nonblocking(terminal descriptor: FileDescriptor) -> OwnedDescriptor? {
    let number = open(
      "/proc/self/fd/\(descriptor.rawValue)", O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    return number < 0 ? nil : OwnedDescriptor(owning: FileDescriptor(rawValue: number))
  }

  /// Whether a write of a few bytes would not block now.
  package static func hasRoom(_ descriptor: FileDescriptor) -> Bool {
    var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)
    return poll(&entry, 1, 0) > 0
  }
}
