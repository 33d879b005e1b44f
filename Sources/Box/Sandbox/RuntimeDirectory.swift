internal import Linux
package import SystemPackage

/// The directory of the caller's named boxes, which boxes themselves must not see.
package enum RuntimeDirectory {
  /// `sigbox` in XDG_RUNTIME_DIR; if that is not set, /run/sigbox for root, /tmp/sigbox-UID for
  /// others.
  package static var path: FilePath {
    if let runtime = Environment.value("XDG_RUNTIME_DIR"), runtime.hasPrefix("/") {
      return FilePath(runtime).appending("sigbox")
    }
    let user = CurrentProcess.user.user
    return FilePath(user == 0 ? "/run/sigbox" : "/tmp/sigbox-\(user)")
  }

  /// The path, if the directory exists.
  package static var existing: FilePath? { FileSystem.isDirectory(path) == true ? path : nil }
}
