internal import Glibc
public import SystemPackage

/// Whole files.
public enum FileContents {
  /// Reads a file to its end.
  ///
  /// - Throws: The errno of open(2) or read(2): ENOENT, EACCES, EISDIR.
  public static func read(_ path: FilePath) throws(SystemError) -> [UInt8] {
    try run("read", path.string) {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try descriptor.closeAfter { try contents(of: descriptor) }
    }
  }

  /// Reads a descriptor to its end.
  ///
  /// - Throws: The errno of read(2).
  public static func read(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    try run("read", "standard input") { try contents(of: descriptor) }
  }

  /// Writes a short text to a file that exists, as those of /proc, in one write(2).
  ///
  /// - Throws: The errno of open(2) or write(2).
  public static func write(_ text: String, to path: FilePath) throws(SystemError) {
    try run("write", path.string) {
      let descriptor = try FileDescriptor.open(path, .writeOnly, options: .closeOnExec)
      try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
    }
  }

  /// Writes all of the text to a descriptor, standard output for one.
  ///
  /// - Throws: The errno of write(2): EPIPE, EIO.
  public static func write(_ text: String, to descriptor: FileDescriptor) throws(SystemError) {
    try run("write to", "descriptor \(descriptor.rawValue)") {
      _ = try descriptor.writeAll(text.utf8)
    }
  }

  private static func contents(of descriptor: FileDescriptor) throws -> [UInt8] {
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      if count == 0 { return contents }
      contents += buffer[..<count]
    }
  }

  private static func run<Result>(
    _ operation: String, _ subject: String, _ body: () throws -> Result
  ) throws(SystemError) -> Result {
    do {
      return try body()
    } catch {
      throw SystemError(operation, error as? Errno ?? .ioError, subject: subject)
    }
  }
}
