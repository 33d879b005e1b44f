package import SystemPackage

/// Both ends of a pipe, closed on execve(2): pipe2(2).
package struct Pipe: ~Copyable {
  private var readEnd: OwnedDescriptor?
  private var writeEnd: OwnedDescriptor?
  /// The end to read from.
  package let reading: FileDescriptor
  /// The end to write to.
  package let writing: FileDescriptor

  /// Makes a pipe.
  ///
  /// - Throws: EMFILE, ENFILE.
  package init() throws(SystemError) {
    do throws(Errno) {
      (reading, writing) = try FileDescriptor.pipe(options: .closeOnExec)
    } catch {
      throw SystemError("make", error, subject: "a pipe")
    }
    readEnd = OwnedDescriptor(owning: reading)
    writeEnd = OwnedDescriptor(owning: writing)
  }

  /// Closes the end to write to; the reader sees the end once every copy is closed.
  package mutating func closeWriting() { writeEnd = nil }

  /// Gives up ownership of both ends.
  package consuming func release() -> (reading: FileDescriptor, writing: FileDescriptor) {
    _ = readEnd.take()?.release()
    _ = writeEnd.take()?.release()
    return (reading, writing)
  }
}
