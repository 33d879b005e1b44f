internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// The caller's working directory, opened before the box's mounts are made.
///
/// It is found by this descriptor only, so that another directory cannot take its place meanwhile.
final class WorkingDirectory {
  /// Its path when it was opened; nil if the box does not start in it and it has none.
  let path: FilePath?
  private let owner: OwnedDescriptor

  /// Opens the directory.
  ///
  /// - Throws: ENOENT if the box is to start in it and it was deleted or is not below the root.
  init(of configuration: BoxConfiguration) throws(SystemError) {
    owner = try Mounts.place(".")
    // The kernel marks a path that does not begin at the root.
    let found = CurrentProcess.directory.flatMap { $0.isAbsolute ? $0 : nil }
    if found == nil, configuration.directory == nil {
      throw SystemError(
        "start in", .noSuchFileOrDirectory, subject: "the working directory",
        remedy: "it was deleted or moved: cd to a directory that exists")
    }
    path = found
  }

  /// Whether a directory is this one.
  func isSame(as other: FileDescriptor) -> Bool { FileContents.isSame(owner.descriptor, other) }
}
