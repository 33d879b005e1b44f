internal import Glibc
package import SystemPackage

/// Where programs keep state between runs: the XDG base directories.
package enum StateDirectory {
  /// `sigbox` in $XDG_STATE_HOME, or in ~/.local/state; nil if neither XDG_STATE_HOME nor HOME is set.
  package static var place: FilePath? {
    if let state = Environment.value("XDG_STATE_HOME"), state.hasPrefix("/") {
      return FilePath(state).appending("sigbox")
    }
    guard let home = Environment.value("HOME"), home.hasPrefix("/") else { return nil }
    return FilePath(home).appending([".local", "state", "sigbox"])
  }

  /// Opens a directory of state, after it is made if need be.
  ///
  /// - Parameters:
  ///   - path: The directory; the nearest existing directory above must be the caller's or root's.
  ///   - creating: Whether to make it and its missing parents.
  /// - Returns: The directory.
  /// - Throws: EPERM if it belongs to another user or others may write in it; ENOTDIR for a link or a
  ///   file; ENOENT, EACCES, EROFS.
  package static func open(
    _ path: FilePath, creating: Bool
  ) throws(SystemError) -> DirectoryDescriptor {
    guard let name = FileName(lastOf: path) else {
      throw SystemError("use", .invalidArgument, subject: path.string)
    }
    let remedy = "set XDG_STATE_HOME to a directory of yours"
    var above = path.removingLastComponent()
    let parent = above
    while FileSystem.isDirectory(above) == nil, !above.components.isEmpty {
      above.removeLastComponent()
    }
    try DirectoryDescriptor(following: above).checkOwner(orRoot: true, remedy: remedy)
    if creating { try FileSystem.makeDirectories(parent) }
    let opened = try DirectoryDescriptor(following: parent)
    try opened.checkOwner(orRoot: true, remedy: remedy)
    if creating {
      do throws(SystemError) {
        try opened.makeDirectory(name)
      } catch let error where error.errno == .fileExists {
      } catch let error where error.errno == .permissionDenied || error.errno == .readOnlyFileSystem
      {
        // It may exist.
        if (try? opened.status(of: name)) == nil { throw error }
      }
    }
    let directory = try opened.directory(name)
    try directory.checkOwner(
      forbidding: [.groupWrite, .otherWrite],
      remedy: "it must be yours, and others must not write in it: remove it, or \(remedy)")
    return directory
  }
}
