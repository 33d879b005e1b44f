internal import CLinux
internal import Glibc
package import SystemPackage

/// Files by their paths.
package enum FileSystem {
  /// Whether a path is a directory; nil if there is no such file.
  package static func isDirectory(_ path: FilePath) -> Bool? {
    var information = stat()
    guard stat(path.string, &information) == 0 else { return nil }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a directory is a control group: cgroups(7).
  package static func isControlGroup(_ path: FilePath) -> Bool {
    path.withPlatformString { clinux_is_control_group($0) }
  }

  /// Makes a directory and its missing parents: mkdir(2).
  ///
  /// - Throws: EACCES, ENOTDIR, EROFS, ENOSPC; not EEXIST.
  package static func makeDirectories(_ path: FilePath) throws(SystemError) {
    var made = FilePath(path.isAbsolute ? "/" : "")
    for component in path.components {
      made.append(component)
      let reason = mkdir(made.string, 0o755) == 0 ? nil : Errno.last
      if let reason, reason != .fileExists {
        throw SystemError("make", reason, subject: made.string)
      }
    }
  }

  /// Makes an empty file: open(2) with O_CREAT.
  package static func makeFile(_ path: FilePath) throws(SystemError) {
    try checkedErrno("make", path.string) {
      let descriptor = open(path.string, O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
      return descriptor < 0 ? descriptor : close(descriptor)
    }
  }

  /// Makes a symbolic link: symlink(2).
  package static func makeLink(_ path: FilePath, to target: String) throws(SystemError) {
    try checkedErrno("make", path.string) { symlink(target, path.string) }
  }

  /// The target of a symbolic link: readlink(2); nil if the path is no link.
  static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a path exists for a process, whose root the path and its links start from: openat2(2)
  /// with RESOLVE_IN_ROOT.
  ///
  /// False also if the caller may not look into the root of the process.
  package static func exists(_ path: FilePath, inRootOf pid: Int32) -> Bool {
    clinux_exists_in_root("/proc/\(pid)/root", path.string)
  }

  /// The path without symbolic links: realpath(3); nil if there is no such file.
  package static func resolve(_ path: FilePath) -> FilePath? {
    guard let resolved = realpath(path.string, nil) else { return nil }
    defer { free(resolved) }
    return FilePath(platformString: resolved)
  }
}
