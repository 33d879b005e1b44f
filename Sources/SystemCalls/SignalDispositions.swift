internal import CLinux
internal import Glibc
public import Signals
internal import SystemPackage

/// The dispositions of the calling process: rt_sigaction(2), also for signals 32 and 33.
public enum SignalDispositions {
  /// Flags of a caught signal, as sigaction(2) names them.
  public struct Flags: OptionSet, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt
    /// Makes flags of the kernel's bits.
    public init(rawValue: UInt) { self.rawValue = rawValue }
    /// SA_RESTART: calls that the handler interrupts go on.
    public static let restart = Flags(rawValue: 0x1000_0000)
    /// SA_RESETHAND: the kernel sets the signal to its default when it catches it.
    public static let resetHandler = Flags(rawValue: 0x8000_0000)
    /// SA_NOCLDSTOP: CHLD comes for children that end, not for those that stop.
    public static let noChildStop = Flags(rawValue: 1)
    /// SA_NOCLDWAIT: children that end leave no zombie.
    public static let noChildWait = Flags(rawValue: 2)
  }

  /// How the kernel takes a signal now.
  public static func current(_ signal: Signal) -> Disposition {
    switch clinux_get_disposition(signal.number) {
    case 0: .default
    case 1: .ignored
    default: .caught
    }
  }

  /// Catches a signal: its record goes to ``SignalRing``.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  public static func handle(_ signal: Signal, flags: Flags) throws(SystemError) {
    try checked(clinux_catch(signal.number, flags.rawValue), "handle", signal.name)
  }

  /// Sets a signal to SIG_IGN.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  public static func ignore(_ signal: Signal) throws(SystemError) {
    try checked(clinux_disposition(signal.number, true), "ignore", signal.name)
  }

  /// Sets a signal to SIG_DFL.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  public static func setDefault(_ signal: Signal) throws(SystemError) {
    try checked(clinux_disposition(signal.number, false), "set to default", signal.name)
  }

  /// What a signal is for, in the C library's words: strsignal(3).
  public static func describe(_ signal: Signal) -> String {
    strsignal(signal.number).map { String(cString: $0) } ?? signal.name
  }

  /// Sets every signal that is caught to SIG_DFL; those that are ignored stay so.
  public static func resetCaught() {
    for signal in Signal.all where current(signal) == .caught {
      _ = clinux_disposition(signal.number, false)
    }
  }

  /// Sets every signal to SIG_DFL, whatever the process was started with.
  public static func reset() {
    // The kernel refuses it for KILL and STOP.
    for number in Signal.numbers { _ = clinux_disposition(number, false) }
  }
}
