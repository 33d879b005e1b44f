internal import Linux
internal import SystemPackage

/// The output of a box, in two files of limited size.
struct Log: ~Copyable {
  private let directory: BoxDirectory
  private var file: OwnedDescriptor
  private var size = 0
  private static let maximum = 8 << 20

  init(_ directory: BoxDirectory) throws {
    self.directory = directory
    file = try Self.open(directory)
  }

  /// Appends output, which is lost if the disk is full: the box must not block.
  mutating func append(_ bytes: [UInt8]) {
    if size + bytes.count > Self.maximum,
      (try? FileContents.rename(directory.log, to: directory.oldLog)) != nil,
      let next = try? Self.open(directory)
    {
      file = next
      size = 0
    }
    size += bytes.count
    _ = try? file.descriptor.writeAll(bytes)
  }

  private static func open(_ directory: BoxDirectory) throws -> OwnedDescriptor {
    OwnedDescriptor(
      owning: try FileDescriptor.open(
        directory.log, .writeOnly, options: [.create, .truncate, .append, .closeOnExec],
        permissions: .ownerReadWrite))
  }
}
