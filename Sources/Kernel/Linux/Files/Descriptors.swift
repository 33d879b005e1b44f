internal import CLinux
internal import Glibc
package import SignalModel
package import SystemPackage

/// Descriptors by their numbers.
package enum Descriptors {
  /// Makes a file in memory without a name, to which every write appends, closed on execve:
  /// memfd_create(2).
  ///
  /// - Throws: EMFILE, ENFILE, ENOMEM.
  package static func memoryFile() throws(SystemError) -> OwnedDescriptor {
    OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checked(clinux_memory_file(), "make", "a file in memory")))
  }

  /// Opens a file that exists to write it: open(2), closed on execve.
  ///
  /// - Throws: ENOENT, EACCES.
  package static func openForWriting(_ path: FilePath) throws(SystemError) -> OwnedDescriptor {
    OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checkedErrno("open", path.string) {
          open(path.string, O_WRONLY | O_CLOEXEC)
        }))
  }

  /// Opens a file to read it: open(2), closed on execve.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - waits: Whether to wait for the writer of a FIFO, and for what it writes.
  /// - Returns: The descriptor.
  /// - Throws: ENOENT, EACCES, EBUSY.
  package static func openForReading(
    _ path: FilePath, waits: Bool = false
  ) throws(SystemError) -> OwnedDescriptor {
    OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checkedErrno("open", path.string) {
          open(path.string, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
        }))
  }

  /// Makes reads and writes fail with EAGAIN instead of blocking, or block again: O_NONBLOCK.
  ///
  /// This holds for all who share the open file, in other processes too.
  ///
  /// - Throws: EBADF.
  package static func makeNonblocking(
    _ descriptor: FileDescriptor, _ isSet: Bool = true
  ) throws(SystemError) {
    let name = "descriptor \(descriptor.rawValue)"
    let flags = try checkedErrno("look at", name) { fcntl(descriptor.rawValue, F_GETFL) }
    let changed = isSet ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
    try checkedErrno("change", name) { fcntl(descriptor.rawValue, F_SETFL, changed) }
  }

  /// Writes as much as there is room for: write(2).
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - descriptor: The descriptor, which must not block.
  /// - Returns: How many were written; 0 if there is no room.
  /// - Throws: EPIPE, EIO.
  package static func writeWhatFits(
    _ bytes: [UInt8], to descriptor: FileDescriptor
  ) throws(SystemError) -> Int {
    do throws(SystemError) {
      return Int(
        try checkedErrno("write to", "descriptor \(descriptor.rawValue)") {
          Int32(write(descriptor.rawValue, bytes, min(bytes.count, 1 << 20)))
        })
    } catch let error where [.resourceTemporarilyUnavailable, .interrupted].contains(error.errno) {
      return 0
    }
  }

  /// Reads what is there: empty if nothing is there yet, nil at the end.
  ///
  /// A terminal that no process of the box has open is at its end, too (EIO).
  package static func readUntilEnd(_ descriptor: FileDescriptor) -> [UInt8]? {
    do throws(SystemError) {
      let bytes = try read(descriptor)
      return bytes.isEmpty ? nil : bytes
    } catch {
      return error.errno == .resourceTemporarilyUnavailable ? [] : nil
    }
  }

  /// Reads what is there, none at the end: read(2).
  ///
  /// - Throws: EBADF, EIO, EAGAIN.
  package static func read(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    do {
      let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      return Array(buffer[..<count])
    } catch {
      throw SystemError(
        "read", error as? Errno ?? .ioError, subject: "descriptor \(descriptor.rawValue)")
    }
  }

  /// Puts a descriptor in the place of others: dup2(2).
  ///
  /// - Throws: EBADF.
  package static func redirect(
    _ numbers: some Sequence<Int32>, to descriptor: FileDescriptor
  ) throws(SystemError) {
    for number in numbers { try duplicate(descriptor, to: number) }
  }

  /// Copies a descriptor to a number, which is closed first if it is open: dup2(2).
  ///
  /// The copy stays open on execve.
  ///
  /// - Throws: EBADF.
  package static func duplicate(
    _ descriptor: FileDescriptor, to number: Int32
  ) throws(SystemError) {
    try checkedErrno("copy", "descriptor \(descriptor.rawValue) to \(number)") {
      dup2(descriptor.rawValue, number)
    }
  }

  /// Copies a descriptor to the lowest free number, closed on execve: F_DUPFD_CLOEXEC of fcntl(2).
  ///
  /// - Throws: EBADF, EMFILE.
  package static func duplicate(_ descriptor: FileDescriptor) throws(SystemError) -> FileDescriptor
  {
    FileDescriptor(
      rawValue: try checked(
        clinux_duplicate(descriptor.rawValue, 0), "copy", "descriptor \(descriptor.rawValue)"))
  }

  /// Whether a number is an open descriptor: F_GETFD of fcntl(2).
  package static func isOpen(_ descriptor: FileDescriptor) -> Bool {
    fcntl(descriptor.rawValue, F_GETFD) >= 0
  }

  /// Whether reads and writes wait: F_GETFL of fcntl(2), without O_NONBLOCK.
  package static func isBlocking(_ descriptor: FileDescriptor) -> Bool {
    fcntl(descriptor.rawValue, F_GETFL) & O_NONBLOCK == 0
  }

  /// Has the kernel send a signal whenever a descriptor becomes ready: F_SETSIG and O_ASYNC of fcntl(2).
  ///
  /// - Parameters:
  ///   - descriptor: A pipe, socket or terminal.
  ///   - signal: The signal, or nil for none.
  ///   - pid: The process that gets it, or a negative process group: F_SETOWN.
  /// - Throws: EBADF, ESRCH.
  package static func signalInput(
    of descriptor: FileDescriptor, with signal: Signal?, to pid: Int32
  ) throws(SystemError) {
    try checked(
      clinux_signal_input(descriptor.rawValue, signal?.number ?? 0, pid), "set the signal of",
      "descriptor \(descriptor.rawValue)")
  }

  /// The open descriptors, by /proc/self/fd; without it, those below 1024.
  package static func allOpen() -> [FileDescriptor] {
    let names = (try? Files.names(in: Array("/proc/self/fd".utf8))) ?? []
    let listed = names.compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
    return (listed.isEmpty ? Array(0..<1024) : listed).map { FileDescriptor(rawValue: $0) }
      .filter(isOpen)
  }

  /// Closes a descriptor: close(2).
  ///
  /// - Throws: EBADF.
  package static func close(_ descriptor: FileDescriptor) throws(SystemError) {
    try checkedErrno("close", "descriptor \(descriptor.rawValue)") {
      Glibc.close(descriptor.rawValue)
    }
  }
}
