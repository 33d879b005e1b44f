/// One of Linux's 64 signals, known by its number.
///
/// Source: signal(7).
public struct Signal: Hashable, Sendable, Comparable {
  /// The number that kill(2) takes, 1 to 64.
  public let number: Int32

  /// Makes a signal of its number, or nil where the number is not 1 to 64 (EINVAL in kill(2)).
  public init?(number: Int32) {
    guard Signal.numbers.contains(number) else { return nil }
    self.number = number
  }

  private init(_ known: Int32) { number = known }

  /// The numbers of all signals, `_NSIG` of them.
  public static let numbers: ClosedRange<Int32> = 1...64
  /// All signals in the order of their numbers.
  public static let all = numbers.map { Signal($0) }
  /// The first real-time signal of the kernel is 32; programs see 34, for glibc keeps two.
  public static let realTime: ClosedRange<Int32> = 34...64

  /// Orders signals by number.
  public static func < (left: Signal, right: Signal) -> Bool { left.number < right.number }

  /// SIGHUP, 1.
  public static let hup = Signal(1)
  /// SIGINT, 2.
  public static let int = Signal(2)
  /// SIGQUIT, 3.
  public static let quit = Signal(3)
  /// SIGABRT, 6.
  public static let abrt = Signal(6)
  /// SIGKILL, 9.
  public static let kill = Signal(9)
  /// SIGUSR1, 10.
  public static let usr1 = Signal(10)
  /// SIGSEGV, 11.
  public static let segv = Signal(11)
  /// SIGUSR2, 12.
  public static let usr2 = Signal(12)
  /// SIGPIPE, 13.
  public static let pipe = Signal(13)
  /// SIGTERM, 15.
  public static let term = Signal(15)
  /// SIGCHLD, 17.
  public static let chld = Signal(17)
  /// SIGCONT, 18.
  public static let cont = Signal(18)
  /// SIGSTOP, 19.
  public static let stop = Signal(19)
  /// SIGWINCH, 28.
  public static let winch = Signal(28)
}

extension Signal {
  /// The name without SIG: `TERM`, `RTMIN+3`, or `32` and `33`, which glibc keeps without a name.
  public var name: String { "\(row.name)" }

  /// The name as a literal of the program.
  public var literal: StaticString { row.name }

  /// The action at SIG_DFL.
  public var defaultAction: DefaultAction { row.action }

  /// What the signal is for, in a few words.
  public var meaning: String { row.meaning }

  /// Queued in order and with a value, rather than merged: number 32 and up.
  public var isRealTime: Bool { number >= 32 }

  /// KILL and STOP, which leave a process no choice (`sig_kernel_only`).
  public var isPrivileged: Bool { self == .kill || self == .stop }

  /// ILL, TRAP, BUS, FPE, SEGV and SYS, which a fault of the program's own brings
  /// (SYNCHRONOUS_MASK).
  public var isFault: Bool { [4, 5, 7, 8, 11, 31].contains(number) }

  private var row: SignalTable.Row { SignalTable.row(number) }
}
