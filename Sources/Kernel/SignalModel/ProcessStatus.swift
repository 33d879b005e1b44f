/// What /proc/PID/status says of a process and its signals.
///
/// Source: proc_pid_status(5).
public struct ProcessStatus: Hashable, Sendable {
  /// The state of the main thread.
  public enum State: Character, Sendable {
    /// On a processor or waiting for one.
    case running = "R"
    /// In a wait that signals interrupt.
    case sleeping = "S"
    /// In a wait that signals do not interrupt.
    case uninterruptible = "D"
    /// Stopped by a signal.
    case stopped = "T"
    /// Stopped by a tracer.
    case traced = "t"
    /// Ended and not yet reaped.
    case zombie = "Z"
    /// Ended and reaped.
    case dead = "X"
    /// A kernel thread at rest.
    case idle = "I"

    /// The word for the state.
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

  /// The command name, 15 bytes at most.
  public var name: String
  /// The state of the main thread.
  public var state: State
  /// The parent as the reader's PID namespace numbers it, 0 where it cannot see it.
  public var parent: Int32
  /// The tracer's pid, 0 for none.
  public var tracer: Int32
  /// The number of threads.
  public var threads: Int
  /// The process's pid in each PID namespace from the reader's down to its own.
  public var pidsByNamespace: [Int32]
  /// The real user, as the reader's user namespace numbers it.
  public var realUser: UInt32
  /// The saved user.
  public var savedUser: UInt32
  /// SigPnd: pending for the main thread alone.
  public var pending: SignalSet
  /// ShdPnd: pending for the process.
  public var sharedPending: SignalSet
  /// SigBlk: blocked by the main thread.
  public var blocked: SignalSet
  /// SigIgn: ignored by the process.
  public var ignored: SignalSet
  /// SigCgt: caught by the process.
  public var caught: SignalSet
  /// How often the main thread gave up the processor, willingly or not.
  public var contextSwitches: Int

  /// Reads the text of /proc/PID/status; nil where a line that is needed is missing.
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
    pidsByNamespace = (fields["NSpid"] ?? "").split(separator: "\t").compactMap { Int32($0) }
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

  /// How the process takes a signal.
  public func disposition(of signal: Signal) -> Disposition {
    if caught.contains(signal) { return .caught }
    return ignored.contains(signal) ? .ignored : .default
  }

  /// Whether it has not ended.
  public var isLive: Bool { state != .zombie && state != .dead }

  /// Whether the process is PID 1 of a PID namespace below the reader's.
  public var isNamespaceInit: Bool { pidsByNamespace.last == 1 }
}
