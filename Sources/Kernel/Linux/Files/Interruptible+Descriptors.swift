internal import CLinux
internal import Glibc
package import SystemPackage

/// Opening files, and waiting for descriptors.
extension Interruptible {
  /// Opens a file, closed on execve: open(2).
  ///
  /// A FIFO blocks until its other end is opened.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - access: Reading, writing or both.
  ///   - options: Further flags.
  ///   - permissions: Those of a file that is made, without the bits of umask(2).
  /// - Returns: The descriptor.
  /// - Throws: ENOENT, EACCES, EEXIST, EISDIR, ENOTDIR, ELOOP, ENXIO, EMFILE, EROFS, ETXTBSY.
  package static func open(
    _ path: [UInt8], _ access: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
    _ permissions: FilePermissions
  ) throws(SystemError) -> Outcome<FileDescriptor> {
    let result = Files.withPath(path) {
      clinux_open($0, access.rawValue | options.rawValue, permissions.rawValue)
    }
    return try outcome(result, "open", Files.text(path)).map { FileDescriptor(rawValue: $0) }
  }

  /// Waits until descriptors can be read or written, have ended or failed: ppoll(2).
  ///
  /// - Parameters:
  ///   - reading: Those to wait for until they can be read.
  ///   - writing: Those to wait for until they can be written.
  ///   - seconds: How long, in seconds, or nil for no limit.
  /// - Returns: Those that are ready, none when the time is over.
  /// - Throws: EBADF for one that is closed, EINVAL for more than the limit of descriptors.
  package static func poll(
    reading: [FileDescriptor], writing: [FileDescriptor] = [], within seconds: Double?
  ) throws(SystemError) -> Outcome<Readiness> {
    var polled =
      reading.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
      + writing.map { pollfd(fd: $0.rawValue, events: Int16(POLLOUT), revents: 0) }
    let result: Int32
    if let seconds {
      var time = timespec(seconds: seconds)
      result = clinux_poll(&polled, polled.count, &time)
    } else {
      result = clinux_poll(&polled, polled.count, nil)
    }
    if case .interrupted = try outcome(result, "wait for", "descriptors") { return .interrupted }
    if let closed = polled.first(where: { $0.revents & Int16(POLLNVAL) != 0 }) {
      throw SystemError("wait for", .badFileDescriptor, subject: "descriptor \(closed.fd)")
    }
    return .finished(Readiness(polled, reading: reading.count))
  }

  /// Whether no descriptor can be read or written now.
  package static func wouldBlock(
    reading: [FileDescriptor] = [], writing: [FileDescriptor] = []
  ) -> Bool {
    let look = try? poll(reading: reading, writing: writing, within: 0)
    guard case .finished(let ready) = look else { return false }
    return ready.reading.isEmpty && ready.writing.isEmpty
  }
}

/// What poll(2) says of descriptors.
package struct Readiness: Sendable {
  /// Those that can be read without blocking, also where that gives the end or an error.
  package let reading: [FileDescriptor]
  /// Those that can be written without blocking, also where that gives an error.
  package let writing: [FileDescriptor]
  /// Those of which the other end has closed: POLLHUP.
  package let hungUp: [FileDescriptor]
  /// Failed, such as a pipe without a reader: POLLERR.
  package let failed: [FileDescriptor]

  init(_ polled: [pollfd], reading count: Int) {
    reading = polled[..<count].filter { $0.revents != 0 }.map { FileDescriptor(rawValue: $0.fd) }
    writing = polled[count...].filter { $0.revents != 0 }.map { FileDescriptor(rawValue: $0.fd) }
    hungUp = Self.descriptors(of: polled, with: POLLHUP)
    failed = Self.descriptors(of: polled, with: POLLERR)
  }

  /// Each once, although one may be read and written.
  private static func descriptors(of polled: [pollfd], with event: Int32) -> [FileDescriptor] {
    var found: [FileDescriptor] = []
    for entry in polled where entry.revents & Int16(event) != 0 {
      let descriptor = FileDescriptor(rawValue: entry.fd)
      if !found.contains(descriptor) { found.append(descriptor) }
    }
    return found
  }
}
