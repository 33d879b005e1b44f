internal import SignalModel
internal import SystemPackage

extension ProcessDescriptor {
  /// Opens the namespaces of a process whose main thread has ended, for setns(2).
  ///
  /// Such a main thread is in no namespace, so setns(2) with the descriptor of the process fails with
  /// ESRCH. The files are those of another thread.
  ///
  /// - Parameter namespaces: Which.
  /// - Returns: The files, the user namespace last; none if the main thread lives.
  /// - Throws: EACCES; ENOENT if the thread ends meanwhile.
  func namespaceFiles(_ namespaces: Namespaces) throws(SystemError) -> OwnedDescriptors {
    var files = OwnedDescriptors()
    guard ProcFiles.status(of: pid)?.mainThreadHasEnded == true,
      let thread = ProcFiles.threads(of: pid).first(where: \.isLive)?.thread
    else { return files }
    let names: [(Namespaces, String)] = [
      (.pid, "pid"), (.mount, "mnt"), (.uts, "uts"), (.ipc, "ipc"), (.network, "net"),
      (.user, "user"),
    ]
    for (namespace, name) in names where namespaces.contains(namespace) {
      let path = FilePath("/proc/\(pid)/task/\(thread)/ns/\(name)")
      files.append(try Descriptors.openForReading(path))
    }
    return files
  }
}
