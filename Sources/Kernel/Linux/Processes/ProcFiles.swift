package import SignalModel
package import SystemPackage

/// What /proc says of processes: proc(5).
///
/// Pids are those of the reader's PID namespace.
package enum ProcFiles {
  /// The signals and state of a process, or of a thread by its id; nil if it is gone or there is no
  /// /proc.
  ///
  /// If the main thread has ended, the state is that of another thread.
  package static func status(of pid: Int32) -> ProcessStatus? {
    guard var status = text("/proc/\(pid)/status").flatMap({ ProcessStatus(parsing: $0) })
    else { return nil }
    if status.isEndedMainThread, let other = threads(of: pid).first(where: \.isLive) {
      status.survive(as: other)
    }
    return status
  }

  /// The status of each thread of a process, the main thread first; empty if the process is gone.
  package static func threads(of pid: Int32) -> [ProcessStatus] {
    entries("/proc/\(pid)/task").compactMap { Int32($0) }.sorted().compactMap { thread in
      text("/proc/\(pid)/task/\(thread)/status").flatMap { ProcessStatus(parsing: $0) }
    }
  }

  /// The time that all threads of a process have had a processor, in nanoseconds.
  ///
  /// Source: Documentation/scheduler/sched-stats.rst, /proc/PID/schedstat.
  package static func processorTime(of pid: Int32) -> Int64 {
    entries("/proc/\(pid)/task").compactMap { Int32($0) }.reduce(0) { sum, thread in
      let text = text("/proc/\(pid)/task/\(thread)/schedstat")
      return sum + (text?.split(separator: " ").first.flatMap { Int64($0) } ?? 0)
    }
  }

  /// The children of a process.
  package static func children(of pid: Int32) -> [Int32] {
    let lists = entries("/proc/\(pid)/task").compactMap {
      text("/proc/\(pid)/task/\($0)/children")
    }
    return lists.flatMap { $0.split(separator: " ") }.compactMap { Int32($0) }.sorted()
  }

  /// The children of a process, their children, and so on.
  package static func descendants(of pid: Int32) -> [Int32] {
    children(of: pid).flatMap { [$0] + descendants(of: $0) }
  }

  /// Whether the process group of a process is orphaned: no member has a parent in another group
  /// of the same session, who could continue it.
  ///
  /// Source: setpgid(2); `will_become_orphaned_pgrp` in kernel/exit.c.
  package static func isGroupOrphaned(of pid: Int32) -> Bool {
    guard let own = family(of: pid) else { return false }
    return !processes.contains { member in
      guard let member = family(of: member), member.group == own.group,
        let parent = family(of: member.parent)
      else { return false }
      return parent.group != own.group && parent.session == own.session
    }
  }

  private static func family(
    of pid: Int32
  ) -> (parent: Int32, group: Int32, session: Int32)? {
    let fields = stat(of: pid).prefix(4).dropFirst().compactMap { Int32($0) }
    return fields.count == 3 ? (fields[0], fields[1], fields[2]) : nil
  }

  /// The signals that a thread waits for in rt_sigtimedwait(2), which the kernel shows as not
  /// blocked meanwhile; empty if it is not in such a call, nil if the caller may not look.
  ///
  /// Source: proc_pid_syscall(5), proc_pid_mem(5).
  package static func awaitedSignals(by thread: Int32, of pid: Int32) -> SignalSet? {
    #if arch(x86_64)
    let number = "128"
    #else
    let number = "137"
    #endif
    guard let words = systemCall(of: thread, in: pid) else { return nil }
    guard words.count > 1, words[0] == number,
      let address = Int64(words[1].dropFirst(2), radix: 16)
    else { return .empty }
    let memory = FilePath("/proc/\(pid)/task/\(thread)/mem")
    return FileContents.number(at: address, in: memory).map { SignalSet(bits: $0) }
  }

  /// The number and the arguments of the system call that a thread is in; nil if the caller may not
  /// look.
  ///
  /// Source: proc_pid_syscall(5).
  static func systemCall(of thread: Int32, in pid: Int32) -> [Substring]? {
    text("/proc/\(pid)/task/\(thread)/syscall")?.split(separator: " ")
  }

  /// The pid of a pidfd; 0 if the process has ended, or without /proc.
  static func pid(of descriptor: FileDescriptor) -> Int32 {
    guard let text = text("/proc/self/fdinfo/\(descriptor.rawValue)"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Pid:") })
    else { return 0 }
    return line.split(separator: "\t").last.flatMap { Int32($0) }.map { max($0, 0) } ?? 0
  }

  /// When a process started, in clock ticks since boot; nil if it is gone.
  ///
  /// With its pid it names a process for good: no two have both.
  package static func startTime(of pid: Int32) -> UInt64? {
    let fields = stat(of: pid)
    return fields.count > 19 ? UInt64(fields[19]) : nil
  }

  /// Whether all threads of a process have begun to exit, although it may not have ended yet:
  /// PF_EXITING.
  package static func isExiting(_ pid: Int32) -> Bool {
    let threads = entries("/proc/\(pid)/task")
    return !threads.isEmpty
      && threads.allSatisfy {
        let fields = stat(of: pid, file: "task/\($0)/stat")
        return fields.count > 6 && (UInt32(fields[6]) ?? 0) & 4 != 0
      }
  }

  /// The number of the signal that stopped a process; nil if it is not stopped, or that is not shown.
  ///
  /// It is not shown after the parent has waited for the stop, as a shell with job control does.
  ///
  /// Source: `exit_code` in proc_pid_stat(5), which since Linux 5.17 is `group_exit_code` of a stopped
  /// process; the caller needs permission to trace it.
  package static func stopSignal(of pid: Int32) -> Int32? {
    let fields = stat(of: pid)
    guard fields.count > 49, fields[0] == "T" else { return nil }
    // It is the last field of the line.
    return Int32(fields[49].prefix { $0.isNumber }).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The fields of /proc/PID/stat from the state on; the name before it may hold anything.
  private static func stat(of pid: Int32, file: String = "stat") -> [Substring] {
    guard let stat = text("/proc/\(pid)/\(file)"), let end = stat.lastIndex(of: ")") else {
      return []
    }
    return stat[stat.index(after: end)...].split(separator: " ")
  }

  /// Every process that the caller can see.
  package static var processes: [Int32] {
    entries("/proc").compactMap { Int32($0) }.sorted()
  }

  /// How much of a command line is read.
  package static let commandLineLimit = 4096

  /// The command line of a process, also if its main thread has ended; empty for a zombie.
  ///
  /// A process chooses its length. What is over the limit is replaced by an ellipsis.
  package static func commandLine(of pid: Int32) -> [[UInt8]] {
    let limit = commandLineLimit
    for thread in ["\(pid)"] + entries("/proc/\(pid)/task") {
      let file = FilePath("/proc/\(pid)/task/\(thread)/cmdline")
      if let bytes = try? FileContents.read(file, upTo: limit + 1), !bytes.isEmpty {
        return words(of: bytes.prefix(limit), isCut: bytes.count > limit)
      }
    }
    return []
  }

  /// The environment that a process began with; empty if the caller may not read it.
  package static func environment(of pid: Int32) -> [[UInt8]] {
    let bytes = (try? FileContents.read(FilePath("/proc/\(pid)/environ"), upTo: 1 << 20)) ?? []
    return words(of: bytes[...], isCut: false)
  }

  /// The working directory of a process, in its own mount namespace; nil if the caller may not know it.
  package static func directory(of pid: Int32) -> String? { FileSystem.link("/proc/\(pid)/cwd") }

  /// Splits a command line, whose words each end with a zero byte.
  static func words(of bytes: ArraySlice<UInt8>, isCut: Bool) -> [[UInt8]] {
    var words = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    // A process that has overwritten its command line may have left out the last zero byte.
    if words.last?.isEmpty == true, !isCut { words.removeLast() }
    guard isCut, var last = words.popLast() else { return words }
    // Whole characters only.
    while let byte = last.last, byte & 0xc0 == 0x80 { last.removeLast() }
    if let byte = last.last, byte >= 0xc0 { last.removeLast() }
    return words + [last + Array("…".utf8)]
  }

  /// Fails if /proc does not show processes with the pids that the caller uses.
  ///
  /// - Throws: ENOENT without /proc, and with that of another PID namespace; EMFILE.
  package static func requireAccess(to operation: String) throws(SystemError) {
    let own: [UInt8]
    do throws(SystemError) {
      own = try FileContents.read("/proc/self/stat", upTo: 32)
    } catch {
      var failure = SystemError(operation, error.errno, subject: "/proc")
      if error.errno == .noSuchFileOrDirectory { failure.remedy = "mount -t proc proc /proc" }
      throw failure
    }
    guard String(decoding: own, as: UTF8.self).hasPrefix("\(CurrentProcess.pid) ") else {
      throw SystemError(
        operation, .noSuchFileOrDirectory, subject: "/proc",
        remedy: "it shows another PID namespace: mount -t proc proc /proc")
    }
  }

  /// The path of the file that a process executes; nil if the caller may not know it.
  package static func executable(of pid: Int32) -> FilePath.Component? {
    FileSystem.link("/proc/\(pid)/exe").flatMap { FilePath($0).lastComponent }
  }

  /// The PID namespace of a process; nil if the caller may not know it.
  package static func processNamespace(of pid: Int32) -> String? {
    FileSystem.link("/proc/\(pid)/ns/pid")
  }

  /// The PID namespace that the machine started with: PROC_PID_INIT_INO of include/linux/proc_ns.h.
  package static let machinesNamespace = "pid:[4026531836]"

  /// The types of file systems that the kernel knows: /proc/filesystems.
  package static var fileSystems: [String] {
    (text("/proc/filesystems") ?? "").split(separator: "\n").compactMap {
      $0.split(whereSeparator: { $0 == "\t" || $0 == " " }).last.map(String.init)
    }
  }

  /// The user ids of the caller's user namespace: the first inside, the first outside, how many.
  package static var idMap: [[Int]] {
    (text("/proc/self/uid_map") ?? "").split(separator: "\n").map {
      $0.split(separator: " ").compactMap { Int($0) }
    }
  }

  /// The kernel's release, as `uname -r` prints it.
  package static var kernelRelease: String {
    text("/proc/sys/kernel/osrelease")?.split(separator: "\n").first.map(String.init) ?? "unknown"
  }

  /// A setting below /proc/sys; nil if this kernel does not have it.
  package static func setting(_ name: String) -> Int? {
    text("/proc/sys/" + name)?.split(separator: "\n").first.flatMap { Int($0) }
  }

  private static func text(_ path: String) -> String? {
    (try? FileContents.read(FilePath(path))).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func entries(_ path: String) -> [String] { Directories.entries(FilePath(path)) }
}
