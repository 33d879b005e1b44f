package import Linux
package import SystemPackage

/// The pipes that a program in a box has as its standard descriptors.
///
/// A pipe belongs to the user who made it. Only as the owner of the pipe can root of a box open
/// /dev/stdout, which programs use as the name of a log file.
package enum StandardPipes {
  /// Makes a user the owner of anonymous pipes; other descriptors are left alone.
  package static func give(
    _ descriptors: some Sequence<FileDescriptor>, to owner: (user: UInt32, group: UInt32)
  ) {
    // Without the privilege, the ids of the box are those of the caller.
    for pipe in descriptors where OpenFile.isAnonymousPipe(pipe) {
      try? Files.setOwner(of: pipe, owner.user, owner.group)
    }
  }

  /// Makes a user of a running box the owner.
  ///
  /// - Parameters:
  ///   - descriptors: The pipes.
  ///   - user: The ids in the box; nil for its root.
  ///   - process: PID 1.
  package static func give(
    _ descriptors: some Sequence<FileDescriptor>, to user: (user: UInt32, group: UInt32)?,
    of process: ProcessDescriptor
  ) {
    let mapping = UserMapping(
      users: UserMapping.ranges(in: FilePath("/proc/\(process.pid)/uid_map")),
      groups: UserMapping.ranges(in: FilePath("/proc/\(process.pid)/gid_map")))
    give(descriptors, to: mapping.outside(user ?? (0, 0)))
  }
}
