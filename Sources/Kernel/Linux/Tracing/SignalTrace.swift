internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// The kernel's own record of signals: a private instance of tracefs with the events signal_generate
/// and signal_deliver of the caller's descendants.
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
  /// - Throws: EPERM without CAP_SYS_ADMIN, ENODEV without tracefs, EACCES.
  package init() throws(SystemError) {
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
    pipe = try Self.begin(directory.path)
    self.directory = directory
    self.root = root
  }

  private static func begin(_ directory: FilePath) throws(SystemError) -> OwnedDescriptor {
    for (name, value) in [
      ("trace_clock", "mono"), ("options/event-fork", "1"),
      ("set_event_pid", "\(CurrentProcess.pid)"),
      ("events/signal/enable", "1"),
    ] {
      try FileContents.write(value, to: directory.appending(name))
    }
    return try Descriptors.openForReading(directory.appending("trace_pipe"))
  }

  /// Everything recorded since the last call, in order of time.
  package func events() -> [Event] {
    var text: [UInt8] = []
    while let bytes = Descriptors.readUntilEnd(pipe.descriptor), !bytes.isEmpty { text += bytes }
    return text.split(separator: UInt8(ascii: "\n"))
      .compactMap { Event(parsing: String(decoding: $0, as: UTF8.self)) }
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
  package func events() -> [SignalTrace.Event]? {
    switch self {
    case .some(let trace): trace.events()
    case .none: nil
    }
  }
}

/// The directory of one recording, removed when its lifetime ends: while the root is still open.
private struct InstanceDirectory: ~Copyable {
  let path: FilePath

  init(_ path: FilePath) throws(SystemError) {
    try Directories.make(path)
    self.path = path
  }

  deinit { try? Directories.removeEmpty(path) }
}

extension SignalTrace.Event {
  /// Reads a line as `sh-7 [001] d..1. 40.155443: signal_generate: sig=15 ... pid=9 grp=1 res=0`;
  /// nil for another.
  init?(parsing line: some StringProtocol) {
    let words = line.split(separator: " ")
    let names = ["signal_generate:", "signal_deliver:"]
    guard let name = words.firstIndex(where: { names.contains(String($0)) }), name > 3 else {
      return nil
    }
    // A process name may hold anything: fields before it are counted from the event's name, fields
    // after it from the end.
    func number(_ key: String) -> Int? {
      words.last { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1)) }
    }
    let stamp = words[name - 1].dropLast().split(separator: ".").compactMap { Int64($0) }
    guard stamp.count == 2, let signal = number("sig").flatMap({ Signal(number: Int32($0)) })
    else { return nil }
    self.signal = signal
    time = Instant(nanoseconds: stamp[0] * 1_000_000_000 + stamp[1] * 1000)
    if words[name] == names[0] {
      guard let pid = number("pid"), let result = number("res"),
        let generation = Prediction.Generation(rawValue: result)
      else { return nil }
      self.pid = Int32(pid)
      kind = .generated(generation)
    } else {
      guard let pid = words[name - 4].split(separator: "-").last.flatMap({ Int32($0) }) else {
        return nil
      }
      self.pid = pid
      kind = .delivered
    }
  }
}
