internal import Glibc
public import Signals
internal import SystemPackage

/// What /proc says of processes: proc(5).
///
/// Pids are those of the reader's PID namespace.
public enum ProcFiles {
  /// The signals and state of a process, nil when it has gone or /proc is not there.
  public static func status(of pid: Int32) -> ProcessStatus? {
    text("/proc/\(pid)/status").flatMap { ProcessStatus(parsing: $0) }
  }

  /// The status of each thread of a process, the main thread's first; empty when it has gone.
  public static func threads(of pid: Int32) -> [ProcessStatus] {
    entries("/proc/\(pid)/task").compactMap { Int32($0) }.sorted().compactMap { thread in
      text("/proc/\(pid)/task/\(thread)/status").flatMap { ProcessStatus(parsing: $0) }
    }
  }

  /// The time that all threads of a process have had a processor, in nanoseconds.
  ///
  /// Source: Documentation/scheduler/sched-stats.rst, /proc/PID/schedstat.
  public static func processorTime(of pid: Int32) -> Int64 {
    entries("/proc/\(pid)/task").compactMap { Int32($0) }.reduce(0) { sum, thread in
      let text = text("/proc/\(pid)/task/\(thread)/schedstat")
      return sum + (text?.split(separator: " ").first.flatMap { Int64($0) } ?? 0)
    }
  }

  /// The children of a process.
  public static func children(of pid: Int32) -> [Int32] {
    let lists = entries("/proc/\(pid)/task").compactMap {
      text("/proc/\(pid)/task/\($0)/children")
    }
    return lists.flatMap { $0.split(separator: " ") }.compactMap { Int32($0) }.sorted()
  }

  /// The children of a process, their children, and so on.
  public static func descendants(of pid: Int32) -> [Int32] {
    children(of: pid).flatMap { [$0] + descendants(of: $0) }
  }

  /// The kernel's release, as `uname -r` prints it.
  public static var kernelRelease: String {
    text("/proc/sys/kernel/osrelease")?.split(separator: "\n").first.map(String.init) ?? "unknown"
  }

  /// A setting under /proc/sys, nil where this kernel has none of that name.
  public static func setting(_ name: String) -> Int? {
    text("/proc/sys/" + name)?.split(separator: "\n").first.flatMap { Int($0) }
  }

  private static func text(_ path: String) -> String? {
    (try? FileContents.read(FilePath(path))).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func entries(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { tuple in
          tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
