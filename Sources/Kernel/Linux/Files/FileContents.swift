internal import CLinux
internal import Glibc
package import SystemPackage

/// Whole files.
package enum FileContents {
  /// Reads a file to its end.
  ///
  /// - Throws: The errno of open(2) or read(2): ENOENT, EACCES, EISDIR.
  package static func read(_ path: FilePath) throws(SystemError) -> [UInt8] {
    try run("read", path.string) {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { close(descriptor.rawValue) }
      return try contents(of: descriptor)
    }
  }

  /// Reads the first bytes of a file.
  ///
  /// - Throws: The errno of open(2) or read(2).
  package static func read(_ path: FilePath, upTo limit: Int) throws(SystemError) -> [UInt8] {
    try run("read", path.string) {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { close(descriptor.rawValue) }
      var contents: [UInt8] = []
      while contents.count < limit {
        let part = try [UInt8](unsafeUninitializedCapacity: limit - contents.count) {
          buffer, count in
          count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if part.isEmpty { break }
        contents += part
      }
      return contents
    }
  }

  /// Reads a descriptor to its end.
  ///
  /// - Throws: The errno of read(2).
  package static func read(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    try run("read", "standard input") { try contents(of: descriptor) }
  }

  /// Reads a whole file from its start, whatever others do with the descriptor: pread(2).
  ///
  /// - Throws: EBADF, EIO.
  package static func readAll(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = try checkedErrno("read", "descriptor \(descriptor.rawValue)") {
        Int32(pread(descriptor.rawValue, &buffer, buffer.count, all.count))
      }
      guard count > 0 else { return all }
      all += buffer[..<Int(count)]
    }
  }

  /// Writes a short text to a file that exists, as those of /proc, in one write(2).
  ///
  /// - Throws: The errno of open(2) or write(2).
  package static func write(_ text: String, to path: FilePath) throws(SystemError) {
    try run("write", path.string) {
      let descriptor = try FileDescriptor.open(path, .writeOnly, options: .closeOnExec)
      defer { close(descriptor.rawValue) }
      try writeAll(Array(text.utf8), to: descriptor)
    }
  }

  /// Reads a file from its start: pread(2).
  ///
  /// - Throws: EFBIG if it has more than `limit` bytes.
  static func readAll(
    _ file: FileDescriptor, limit: Int, _ subject: String
  ) throws(SystemError) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit + 1, 65536))
    while true {
      let count = try checkedErrno("read", subject) {
        Int32(pread(file.rawValue, &buffer, buffer.count, all.count))
      }
      guard count > 0 else { return all }
      all += buffer[..<Int(count)]
      guard all.count <= limit else {
        throw SystemError(
          "read", .fileTooLarge, subject: subject, remedy: "it has more than \(limit) bytes")
      }
    }
  }

  /// Reads the first bytes of an open file: pread(2).
  ///
  /// - Throws: EFBIG if it has more than `limit` bytes.
  package static func readAll(
    _ file: FileDescriptor, limit: Int
  ) throws(SystemError) -> [UInt8] {
    try readAll(file, limit: limit, "descriptor \(file.rawValue)")
  }

  /// Writes bytes over those at the start of a file: pwrite(2).
  ///
  /// - Throws: EIO; not ENOSPC if the file had as many bytes, unless the file system copies on write.
  package static func overwrite(
    _ file: FileDescriptor, with bytes: [UInt8]
  ) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      written += Int(
        try checkedErrno("write to", "descriptor \(file.rawValue)") {
          bytes.withUnsafeBytes { bytes in
            Int32(
              pwrite(
                file.rawValue, bytes.baseAddress?.advanced(by: written), bytes.count - written,
                written))
          }
        })
    }
  }

  /// Gives a file another name, and takes that from the file that has it: rename(2).
  ///
  /// - Throws: ENOENT, EACCES.
  package static func rename(_ path: FilePath, to name: FilePath) throws(SystemError) {
    try checkedErrno("rename", path.string) { Glibc.rename(path.string, name.string) }
  }

  /// Writes all of the text to a descriptor, standard output for one.
  ///
  /// - Throws: The errno of write(2): EPIPE, EIO.
  package static func write(_ text: String, to descriptor: FileDescriptor) throws(SystemError) {
    try write(Array(text.utf8), to: descriptor)
  }

  /// Writes all bytes to a descriptor.
  ///
  /// - Throws: The errno of write(2): EPIPE, EIO; EBADF for a standard descriptor that the caller was
  ///   started without.
  package static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(SystemError) {
    let name =
      switch descriptor {
      case .standardOutput: "standard output"
      case .standardError: "standard error"
      default: "descriptor \(descriptor.rawValue)"
      }
    try run("write to", name) {
      guard OpenFile.wasOpen(descriptor) else { throw Errno.badFileDescriptor }
      try writeAll(bytes, to: descriptor)
    }
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: FileDescriptor) throws {
    try bytes.withUnsafeBytes { bytes in
      var written = 0
      repeat {
        written += try descriptor.write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
      } while written < bytes.count
    }
  }

  /// Reads 64 bits of a file in host byte order: pread(2); nil if they cannot be read.
  static func number(at offset: Int64, in path: FilePath) -> UInt64? {
    let descriptor = open(path.string, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var number: UInt64 = 0
    return pread(descriptor, &number, 8, off_t(offset)) == 8 ? number : nil
  }

  /// Whether two descriptors are of the same file.
  package static func isSame(_ first: FileDescriptor, _ second: FileDescriptor) -> Bool {
    var one = stat()
    var other = stat()
    guard fstat(first.rawValue, &one) == 0, fstat(second.rawValue, &other) == 0 else {
      return false
    }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  private static func contents(of descriptor: FileDescriptor) throws -> [UInt8] {
    var contents: [UInt8] = []
    while true {
      let part = try [UInt8](unsafeUninitializedCapacity: 16384) { buffer, count in
        count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if part.isEmpty { return contents }
      contents += part
    }
  }

  static func run<Result>(
    _ operation: String, _ subject: String, _ body: () throws -> Result
  ) throws(SystemError) -> Result {
    do {
      return try body()
    } catch {
      throw SystemError(operation, error as? Errno ?? .ioError, subject: subject)
    }
  }
}
