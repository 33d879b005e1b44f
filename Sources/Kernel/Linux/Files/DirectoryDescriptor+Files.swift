internal import Glibc
package import SystemPackage

extension DirectoryDescriptor {
  /// Opens a regular file of the caller.
  ///
  /// A link, pipe, device or file of another user is refused before it is opened, because opening a
  /// device can have an effect, and opening a pipe can block.
  ///
  /// - Throws: ENOENT, EACCES; ELOOP for a link, EISDIR for a directory, EINVAL for another kind of
  ///   file, EPERM for a file of another user.
  package func open(
    _ name: FileName, _ access: FileDescriptor.AccessMode = .readOnly
  ) throws(SystemError) -> OwnedDescriptor {
    try open(name, access.rawValue | O_NONBLOCK, as: .regular)
  }

  /// Opens a named pipe of the caller to read and write, which does not block.
  ///
  /// - Throws: ENOENT, EACCES; EINVAL for another kind of file, EPERM for that of another user.
  package func openPipe(_ name: FileName) throws(SystemError) -> OwnedDescriptor {
    try open(name, O_RDWR, as: .fifo)
  }

  private func open(
    _ name: FileName, _ flags: Int32, as type: FileType
  ) throws(SystemError) -> OwnedDescriptor {
    try check(status(of: name), name, as: type)
    let number = try call("open", name) {
      openat($0, $1, flags | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
    }
    let file = OwnedDescriptor(owning: FileDescriptor(rawValue: number))
    try check(Files.status(of: file.descriptor), name, as: type)
    return file
  }

  private func check(
    _ status: Stat, _ name: FileName, as type: FileType
  ) throws(SystemError) {
    func refuse(_ reason: Errno, _ remedy: String) -> SystemError {
      SystemError("use", reason, subject: path(of: name), remedy: remedy)
    }
    guard status.type == type else {
      switch status.type {
      case .symbolicLink:
        throw refuse(.tooManySymbolicLinkLevels, "links are not followed here: remove it")
      case .directory: throw refuse(.isDirectory, "a file is expected: move it away")
      default:
        throw refuse(
          .invalidArgument, "a \(type == .regular ? "file" : "pipe") is expected: remove it")
      }
    }
    guard status.userID.rawValue == geteuid() else {
      throw refuse(.notPermitted, "it belongs to uid \(status.userID.rawValue): remove it")
    }
  }

  /// Reads a regular file of the caller.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - limit: How many bytes it may have.
  /// - Returns: The contents.
  /// - Throws: As ``open(_:_:)`` does; EFBIG for a longer file.
  package func read(_ name: FileName, limit: Int) throws(SystemError) -> [UInt8] {
    let file = try open(name)
    return try FileContents.readAll(file.descriptor, limit: limit, path(of: name))
  }

  /// Makes a file that does not exist yet, for the caller alone: O_EXCL.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - options: Further options of open(2).
  /// - Returns: The file, open to be read and written.
  /// - Throws: EEXIST, EACCES, ENOSPC.
  package func create(
    _ name: FileName, _ options: FileDescriptor.OpenOptions = []
  ) throws(SystemError) -> OwnedDescriptor {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | options.rawValue
    let number = try call("make", name) { openat($0, $1, flags, 0o600) }
    return OwnedDescriptor(owning: FileDescriptor(rawValue: number))
  }

  /// Makes a named pipe for the caller alone: mkfifoat(3).
  ///
  /// - Throws: EEXIST, EACCES, ENOSPC.
  package func makePipe(_ name: FileName) throws(SystemError) {
    try call("make", name) { mkfifoat($0, $1, 0o600) }
  }

  /// Replaces a file as a whole, or makes it: who reads it finds the old contents or the new.
  ///
  /// A link of the name is replaced, and not followed.
  ///
  /// - Throws: EACCES, EISDIR, ENOSPC; the file has the old contents then.
  package func replace(
    _ name: FileName, with bytes: [UInt8]
  ) throws(SystemError) {
    let new = Self.temporaryName()
    do throws(SystemError) {
      let file = try create(new)
      try FileContents.write(bytes, to: file.descriptor)
      try rename(new, to: name)
    } catch {
      try? remove(new)
      throw SystemError("write", error.errno, subject: path(of: name))
    }
  }

  /// A name that nobody can foresee, for what is being made or removed.
  package static func temporaryName() -> FileName {
    let number = String(UInt64.random(in: .min ... .max), radix: 16)
    let name = temporaryPrefix + String(repeating: "0", count: 16 - number.count) + number
    return FileName(name) ?? "sigbox"
  }

  /// Whether ``temporaryName()`` gives such names.
  package static func isTemporary(_ name: FileName) -> Bool {
    let name = name.text
    return name.hasPrefix(temporaryPrefix) && name.utf8.count == temporaryPrefix.utf8.count + 16
      && name.dropFirst(temporaryPrefix.count).allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static var temporaryPrefix: String { ".sigbox-" }
}
