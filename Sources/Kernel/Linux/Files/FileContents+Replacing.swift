internal import Glibc
package import SystemPackage

extension FileContents {
  /// Replaces a file as a whole, or makes it: who reads it finds the old contents or the new.
  ///
  /// A link is replaced, and not followed. A terminal, pipe or device is written to, unless it belongs
  /// to another user than root and the caller: so are /dev/stdout and the descriptors in /dev/fd.
  ///
  /// - Throws: The errno of open(2), write(2) or rename(2); EINVAL for a socket or a disk.
  package static func replace(_ path: FilePath, with bytes: [UInt8]) throws(SystemError) {
    guard !path.string.hasSuffix("/"), let name = FileName(lastOf: path) else {
      throw SystemError("write", .isDirectory, subject: path.string)
    }
    switch kind(of: path) {
    case .stream:
      try run("write", path.string) {
        let stream = OwnedDescriptor(
          owning: try FileDescriptor.open(
            path, .writeOnly,
            options: [.closeOnExec, FileDescriptor.OpenOptions(rawValue: O_NOCTTY)]
          ))
        try writeAll(bytes, to: stream.descriptor)
      }
    case .refused:
      throw SystemError(
        "write", .invalidArgument, subject: path.string, remedy: "it is not a regular file")
    case .file:
      do throws(SystemError) {
        try DirectoryDescriptor(following: path.removingLastComponent())
          .replace(name, with: bytes)
      } catch {
        throw SystemError("write", error.errno, subject: path.string)
      }
    }
  }

  private enum Kind {
    /// A file that is replaced.
    case file
    /// What is written to.
    case stream
    case refused
  }

  private static func kind(of path: FilePath) -> Kind {
    guard let status = try? Stat(path, followTargetSymlink: false) else { return .file }
    // In a directory of others, they decide where a link of theirs leads.
    let isTrusted = [0, geteuid()].contains(status.userID.rawValue)
    switch status.type {
    case .symbolicLink:
      return isTrusted && (path.starts(with: "/dev") || path.starts(with: "/proc"))
        ? .stream : .file
    case .fifo, .characterSpecial: return isTrusted ? .stream : .refused
    case .socket, .blockSpecial: return .refused
    default: return .file
    }
  }
}
