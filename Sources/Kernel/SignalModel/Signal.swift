/// One of the 64 signals of Linux, identified by its number.
///
/// Source: signal(7).
public struct Signal: Hashable, Sendable, Comparable {
  /// The number that kill(2) takes, 1 to 64.
  public let number: Int32

  /// Creates the signal with a number; returns nil unless the number is from 1 to 64.
  ///
  /// kill(2) fails with EINVAL for other numbers.
  public init?(number: Int32) {
    guard Signal.numbers.contains(number) else { return nil }
    self.number = number
  }

  private init(_ known: Int32) { number = known }

  /// The numbers of all signals, 1 to `_NSIG`.
  public static let numbers: ClosedRange<Int32> = 1...64
  /// All 64 signals in the order of their numbers.
  public static let all = numbers.map { Signal($0) }
  /// The numbers from RTMIN to RTMAX as programs see them.
  ///
  /// The kernel's range starts at 32; glibc reserves 32 and 33 for itself.
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
  /// The name without SIG, such as `TERM` or `RTMIN+3`.
  ///
  /// The two signals that glibc reserves have the names `32` and `33`.
  public var name: String { "\(row.name)" }

  /// The name, without allocating a string.
  package var literal: StaticString { row.name }

  /// The action of the default disposition (SIG_DFL).
  public var defaultAction: DefaultAction { row.action }

  /// The purpose of the signal, in a few words.
  public var meaning: String { row.meaning }

  /// Whether several instances are queued in order instead of merged: number 32 and higher.
  public var isRealTime: Bool { number >= 32 }

  /// Whether the signal is KILL or STOP, which cannot be caught, blocked or ignored.
  ///
  /// Source: `sig_kernel_only` in include/linux/signal.h.
  public var isPrivileged: Bool { self == .kill || self == .stop }

  /// Whether a fault of the process raises the signal: ILL, TRAP, BUS, FPE, SEGV or SYS.
  ///
  /// Source: `SYNCHRONOUS_MASK` in kernel/signal.c.
  public var isFault: Bool { [4, 5, 7, 8, 11, 31].contains(number) }

  private var row: SignalTable.Row { SignalTable.row(number) }
}
