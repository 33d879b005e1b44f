internal import Linux
internal import SystemPackage

/// The output of a box, in a memory file.
///
/// A full pipe would block the program and so change the experiment; a memory file does not fill up.
final class OutputFile {
  private let owner: OwnedDescriptor

  /// The file; valid while this object exists.
  var descriptor: FileDescriptor { owner.descriptor }

  init() throws(SystemError) { owner = try Descriptors.memoryFile() }

  /// All output so far.
  var bytes: [UInt8] {
    get throws(SystemError) { try FileContents.readAll(descriptor) }
  }

  /// Forks a process that copies the output of a terminal to the file until the terminal closes.
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
