/// The fields of /proc/PID/status that describe a process, one of its threads, and its signals.
///
/// /proc/PID/status describes the main thread, /proc/PID/task/TID/status any thread.
///
/// Source: proc_pid_status(5).
public struct ProcessStatus: Hashable, Sendable {
  /// The state of a thread.
  public enum State: Character, Sendable {
    /// Running, or ready to run.
    case running = "R"
    /// In an interruptible wait.
    case sleeping = "S"
    /// In an uninterruptible wait.
    case uninterruptible = "D"
    /// Stopped by a signal.
    case stopped = "T"
    /// Stopped by a tracer.
    case traced = "t"
    /// Ended but not yet reaped.
    case zombie = "Z"
    /// Ended and reaped.
    case dead = "X"
    /// An idle kernel thread.
    case idle = "I"

    /// The name of the state.
    public var word: String {
      switch self {
      case .running: "running"
      case .sleeping: "sleeping"
      case .uninterruptible: "uninterruptible"
      case .stopped: "stopped"
      case .traced: "traced"
      case .zombie: "zombie"
      case .dead: "dead"
      case .idle: "idle"
      }
    }
  }

  /// The command name, truncated by the kernel to 15 bytes.
  public var name: String
  /// The PID of the process in the reader's PID namespace (Tgid).
  public var process: Int32
  /// The ID of the thread in the reader's PID namespace (Pid); for the main thread the PID.
  public var thread: Int32
  /// The ID of the thread in its own PID namespace.
  public var threadInNamespace: Int32
  /// The state of the thread.
  public var state: State
  /// Whether the main thread has ended, as with pthread_exit(3), while other threads are alive.
  ///
  /// Such a process is not a zombie, although its own file in /proc says so. See ``survive(as:)``.
  public private(set) var mainThreadHasEnded = false
  /// The PID of the parent in the reader's PID namespace; 0 if it is not visible there.
  public var parent: Int32
  /// The PID of the tracer; 0 if there is none.
  public var tracer: Int32
  /// The number of threads.
  public var threads: Int
  /// The PIDs of the process, from the reader's PID namespace down to its own.
  public var pidsByNamespace: [Int32]
  /// The real user ID in the reader's user namespace.
  public var realUser: UInt32
  /// The saved user ID in the reader's user namespace.
  public var savedUser: UInt32
  /// SigPnd: the signals pending for the thread alone.
  public var pending: SignalSet
  /// ShdPnd: the signals pending for the process.
  public var sharedPending: SignalSet
  /// SigBlk: the signals blocked by the thread.
  public var blocked: SignalSet
  /// SigIgn: the signals ignored by the process.
  public var ignored: SignalSet
  /// SigCgt: the signals caught by the process.
  public var caught: SignalSet
  /// The number of voluntary and involuntary context switches of the thread.
  public var contextSwitches: Int

  /// Parses the text of a status file; returns nil if a required line is missing.
  ///
  /// Required are Name, State, PPid, SigPnd, ShdPnd, SigBlk, SigIgn and SigCgt.
  public init?(parsing text: some StringProtocol) {
    var fields: [Substring: Substring] = [:]
    for line in Substring(text).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == "\t" || $0 == " " }
      fields[line[..<colon]] = value
    }
    func number(_ key: Substring) -> Int? { fields[key].flatMap { Int($0) } }
    func set(_ key: Substring) -> SignalSet? { fields[key].flatMap { SignalSet(hex: $0) } }
    guard let name = fields["Name"], let letter = fields["State"]?.first,
      let state = State(rawValue: letter), let parent = number("PPid"),
      let pending = set("SigPnd"), let sharedPending = set("ShdPnd"),
      let blocked = set("SigBlk"), let ignored = set("SigIgn"), let caught = set("SigCgt")
    else { return nil }
    self.name = String(name)
    self.state = state
    self.parent = Int32(parent)
    tracer = Int32(number("TracerPid") ?? 0)
    threads = number("Threads") ?? 1
    let pids = fields["NStgid"] ?? fields["NSpid"] ?? ""
    pidsByNamespace = pids.split(separator: "\t").compactMap { Int32($0) }
    process = Int32(number("Tgid") ?? number("Pid") ?? 0)
    thread = Int32(number("Pid") ?? 0)
    threadInNamespace =
      (fields["NSpid"] ?? "").split(separator: "\t").last.flatMap { Int32($0) } ?? thread
    let users = (fields["Uid"] ?? "").split(separator: "\t").compactMap { UInt32($0) }
    realUser = users.first ?? 0
    savedUser = users.count > 2 ? users[2] : realUser
    self.pending = pending
    self.sharedPending = sharedPending
    self.blocked = blocked
    self.ignored = ignored
    self.caught = caught
    contextSwitches =
      (number("voluntary_ctxt_switches") ?? 0) + (number("nonvoluntary_ctxt_switches") ?? 0)
  }

  /// Whether it describes the main thread, which has ended, of a process that may have others.
  public var isEndedMainThread: Bool { !isLive && threads > 1 && thread == process }

  /// Takes the state of a live thread for that of the process, whose main thread has ended.
  public mutating func survive(as other: ProcessStatus) {
    state = other.state
    mainThreadHasEnded = true
  }

  /// Returns the disposition of a signal.
  ///
  /// For KILL and STOP this is always ``Disposition/default``.
  public func disposition(of signal: Signal) -> Disposition {
    if caught.contains(signal) { return .caught }
    return ignored.contains(signal) ? .ignored : .default
  }

  /// Whether the process has not ended: it is neither a zombie nor dead.
  public var isLive: Bool { state != .zombie && state != .dead }

  /// Whether the process is PID 1 of its PID namespace.
  public var isNamespaceInit: Bool { pidsByNamespace.last == 1 }
}
