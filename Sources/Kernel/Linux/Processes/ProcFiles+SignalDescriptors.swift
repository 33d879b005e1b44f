package import SignalModel
internal import SystemPackage

extension ProcFiles {
  /// The signals that a process can accept through its signalfd(2) descriptors; nil if the caller may
  /// not look.
  ///
  /// Source: proc_pid_fdinfo(5), `sigmask`.
  package static func signalDescriptors(of pid: Int32) -> SignalSet? {
    let directory = FilePath("/proc/\(pid)/fdinfo")
    let descriptors = Directories.entries(directory)
    guard !descriptors.isEmpty else { return nil }
    return descriptors.reduce(.empty) { signals, descriptor in
      let text = (try? FileContents.read(directory.appending(descriptor))) ?? []
      let mask = String(decoding: text, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("sigmask:") }?.split(separator: "\t").last
      return signals.union(SignalSet(bits: mask.flatMap { UInt64($0, radix: 16) } ?? 0))
    }
  }
}
