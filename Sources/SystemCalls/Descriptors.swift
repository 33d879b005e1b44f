internal import CLinux
internal import Glibc
public import SystemPackage

/// Descriptors by their numbers.
public enum Descriptors {
  /// Makes a pipe, both ends closed on execve: pipe2(2).
  ///
  /// - Throws: EMFILE, ENFILE.
  public static func pipe() throws(SystemError) -> (
    reading: FileDescriptor, writing: FileDescriptor
  ) {
    var reading: Int32 = -1
    var writing: Int32 = -1
    try checked(clinux_pipe(&reading, &writing), "make", "a pipe")
    return (FileDescriptor(rawValue: reading), FileDescriptor(rawValue: writing))
  }

  /// Opens a file that exists to write it: open(2), closed on execve.
  ///
  /// - Throws: ENOENT, EACCES.
  public static func openForWriting(_ path: FilePath) throws(SystemError) -> FileDescriptor {
    FileDescriptor(
      rawValue: try checkedErrno("open", path.string) { open(path.string, O_WRONLY | O_CLOEXEC) })
  }

  /// Reads what is there, none at the end: read(2).
  ///
  /// - Throws: EBADF, EIO, EAGAIN.
  public static func read(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = try checkedErrno("read", "descriptor \(descriptor.rawValue)") {
      var count: Int
      repeat {
        count = Glibc.read(descriptor.rawValue, &buffer, buffer.count)
      } while count < 0 && Glibc.errno == EINTR
      return Int32(count)
    }
    return Array(buffer[..<Int(count)])
  }

  /// Closes a descriptor: close(2).
  ///
  /// - Throws: EBADF.
  public static func close(_ descriptor: FileDescriptor) throws(SystemError) {
    try checkedErrno("close", "descriptor \(descriptor.rawValue)") {
      Glibc.close(descriptor.rawValue)
    }
  }
}
