internal import Linux
internal import SystemPackage

/// The output of a box, in two files of limited size.
struct Log: ~Copyable {
  private let directory: BoxDirectory
  private var file: OwnedDescriptor
  private var size = 0
  private static let maximum = 8 << 20
  /// How many bytes a file may have that is read: an older sigbox may have written it.
  static let maximumSize = 16 << 20

  init(_ directory: BoxDirectory) throws(SystemError) {
    self.directory = directory
    file = try directory.files.create(BoxDirectory.Name.log, .append)
  }

  /// Appends output, which is lost if the disk is full: the box must not block.
  mutating func append(_ bytes: [UInt8]) {
    if size + bytes.count > Self.maximum {
      // The log that is full stays if there can be no other.
      guard let next = try? begin() else { return }
      file = next
      size = 0
    }
    size += bytes.count
    _ = try? file.descriptor.writeAll(bytes)
  }

  /// Begins a new file, and keeps the last one as the old log.
  private func begin() throws(SystemError) -> OwnedDescriptor {
    let temporary = DirectoryDescriptor.temporaryName()
    let next = try directory.files.create(temporary, .append)
    do throws(SystemError) {
      try directory.files.rename(BoxDirectory.Name.log, to: BoxDirectory.Name.oldLog)
      try directory.files.rename(temporary, to: BoxDirectory.Name.log)
    } catch {
      try? directory.files.remove(temporary)
      throw error
    }
    return next
  }
}
