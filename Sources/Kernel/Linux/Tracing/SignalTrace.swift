internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// The kernel's own record of signals: a private instance of tracefs with the events signal_generate
/// and signal_deliver of the caller's descendants, and on request with sched_process_fork, _exec and
/// _exit.
///
/// Source: Documentation/trace/ftrace.rst, include/trace/events/signal.h.
package struct SignalTrace: ~Copyable, Sendable {
  /// A line of the record.
  package struct Event: Hashable, Sendable {
    /// What happened.
    package enum Kind: Hashable, Sendable {
      /// A signal was sent to a process: signal_generate with its result.
      case generated(Prediction.Generation)
      /// A process took a signal: signal_deliver.
      case delivered
    }

    /// What happened.
    package let kind: Kind
    /// The signal.
    package let signal: Signal
    /// The process that it went to, or the thread that took it.
    package let pid: Int32
    /// When, on the monotonic clock, to a microsecond.
    package let time: Instant
    /// The name of that process.
    package var name = ""
    /// Who sent it; of a delivery, the process itself.
    package var sender = Sender(pid: 0, name: "", isKernel: false)

    /// The sender of a signal.
    package struct Sender: Hashable, Sendable {
      /// The thread that was running when the signal was sent.
      package let pid: Int32
      /// Its name.
      package let name: String
      /// Whether the kernel sent it by itself: SI_KERNEL, or a code of its own such as CLD_EXITED.
      package let isKernel: Bool
    }
  }

  /// A line about a process.
  package struct ProcessEvent: Hashable, Sendable {
    /// What happened.
    package enum Kind: Hashable, Sendable {
      /// Another process made it.
      case forked(parent: Int32)
      case executed
      /// The last of its threads ended.
      case ended
    }

    package let kind: Kind
    package let pid: Int32
    package let name: String
    /// When, on the monotonic clock, to a microsecond.
    package let time: Instant
  }

  /// What was recorded.
  package struct Record: Sendable {
    package var signals: [Event] = []
    package var processes: [ProcessEvent] = []
  }

  /// Why signals cannot be traced here; nil if they can.
  package static var obstacle: String? {
    do throws(SystemError) {
      _ = try SignalTrace()
      return nil
    } catch {
      return "\(error)"
    }
  }

  // Destroyed in this order: a directory that is read from, or whose root is closed, stays.
  private let pipe: OwnedDescriptor
  private let directory: InstanceDirectory
  private let root: Mounts.Tree

  /// Begins to record what the caller and its children from now on send and take.
  ///
  /// The file system is mounted nowhere; the instance is removed when its lifetime ends, or by the next caller
  /// where this one was killed.
  ///
  /// - Parameter withProcesses: Whether to record how processes start and end, too.
  /// - Throws: EPERM without CAP_SYS_ADMIN, ENODEV without tracefs, EACCES.
  package init(withProcesses: Bool = false) throws(SystemError) {
    let root = try Mounts.make("tracefs", [], [])
    // Pids of the record are the machine's.
    guard ProcFiles.status(of: CurrentProcess.pid)?.pidsByNamespace == [CurrentProcess.pid],
      ProcFiles.processNamespace(of: CurrentProcess.pid) == ProcFiles.machinesNamespace
    else {
      throw SystemError(
        "trace", .notSupported, subject: "signals",
        remedy: "the kernel's record has other pids "
          + "than this PID namespace: run it outside of containers")
    }
    let instances = FilePath("/proc/self/fd/\(root.descriptor.rawValue)/instances")
    for name in Directories.entries(instances) where name.hasPrefix("sigbox-") {
      guard let pid = Int32(name.dropFirst(7)), ProcFiles.status(of: pid) == nil else { continue }
      try? Directories.removeEmpty(instances.appending(name))
    }
    let directory = try InstanceDirectory(instances.appending("sigbox-\(CurrentProcess.pid)"))
    pipe = try Self.begin(directory.path, withProcesses: withProcesses)
    self.directory = directory
    self.root = root
  }

  private static func begin(
    _ directory: FilePath, withProcesses: Bool
  ) throws(SystemError) -> OwnedDescriptor {
    let processes = ["fork", "exec", "exit"].map {
      ("events/sched/sched_process_\($0)/enable", "1")
    }
    for (name, value) in [
      ("trace_clock", "mono"), ("options/event-fork", "1"),
      ("set_event_pid", "\(CurrentProcess.pid)"),
      ("events/signal/enable", "1"),
    ] + (withProcesses ? processes : []) {
      try FileContents.write(value, to: directory.appending(name))
    }
    return try Descriptors.openForReading(directory.appending("trace_pipe"))
  }

  /// The signals recorded since the last call, in order of time.
  package func events() -> [Event] { record().signals }

  /// Everything recorded since the last call, in order of time.
  package func record() -> Record {
    var text: [UInt8] = []
    while let bytes = Descriptors.readUntilEnd(pipe.descriptor), !bytes.isEmpty { text += bytes }
    var record = Record()
    for bytes in text.split(separator: UInt8(ascii: "\n")) {
      guard let line = TraceLine(String(decoding: bytes, as: UTF8.self)) else { continue }
      if let event = Event(line) { record.signals.append(event) }
      if let event = ProcessEvent(line) { record.processes.append(event) }
    }
    return record
  }
}

extension Optional where Wrapped == SignalTrace {
  /// Whether there is a recording.
  package var isRecording: Bool {
    switch self {
    case .some: true
    case .none: false
    }
  }

  /// Reads what was recorded since the last call; nil if nothing records.
  package func record() -> SignalTrace.Record? {
    switch self {
    case .some(let trace): trace.record()
    case .none: nil
    }
  }

  /// Reads the signals that were recorded since the last call; nil if nothing records.
  package func events() -> [SignalTrace.Event]? { record()?.signals }
}

/// The directory of one recording, removed when its lifetime ends: while the root is still open.
package struct InstanceDirectory: ~Copyable {
  let path: FilePath

  init(_ path: FilePath) throws(SystemError) {
    try Directories.make(path)
    self.path = path
  }

  deinit { try? Directories.removeEmpty(path) }
}
