internal import Linux
internal import SystemPackage

/// What a box writes, in memory, which never fills up as a pipe does.
///
/// A program that has to wait until somebody reads is another subject than one that need not.
final class OutputFile {
  private let owner: OwnedDescriptor

  /// The file, valid while this object lives.
  var descriptor: FileDescriptor { owner.descriptor }

  init() throws(SystemError) { owner = try Descriptors.memoryFile() }

  /// All that was written.
  var bytes: [UInt8] {
    get throws(SystemError) { try FileContents.readAll(descriptor) }
  }

  /// Starts a copy of this process that adds what comes from a terminal, until that has closed.
  func collect(from terminal: FileDescriptor) throws(SystemError) -> OwnedProcess {
    let pid = try Cloning.fork {
      CurrentProcess.closeDescriptors(but: [terminal, descriptor])
      while let bytes = Descriptors.readUntilEnd(terminal) {
        guard (try? descriptor.writeAll(bytes)) != nil else { break }
      }
      CurrentProcess.exit(0)
    }
    return try OwnedProcess(pid: pid)
  }
}
