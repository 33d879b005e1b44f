internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// The dispositions of the calling process: rt_sigaction(2), also for signals 32 and 33.
package enum SignalDispositions {
  /// Flags of a caught signal, as sigaction(2) names them.
  package struct Flags: OptionSet, Sendable {
    /// The kernel's bits.
    package let rawValue: UInt
    /// Makes flags of the kernel's bits.
    package init(rawValue: UInt) { self.rawValue = rawValue }
    /// SA_RESTART: calls that the handler interrupts go on.
    package static let restart = Flags(rawValue: 0x1000_0000)
    /// SA_RESETHAND: the kernel sets the signal to its default when it catches it.
    package static let resetHandler = Flags(rawValue: 0x8000_0000)
    /// SA_NOCLDSTOP: CHLD comes for children that end, not for those that stop.
    package static let noChildStop = Flags(rawValue: 1)
    /// SA_NOCLDWAIT: children that end leave no zombie.
    package static let noChildWait = Flags(rawValue: 2)
  }

  /// How the kernel takes a signal now.
  package static func current(_ signal: Signal) -> Disposition {
    switch clinux_get_disposition(signal.number) {
    case 0: .default
    case 1: .ignored
    default: .caught
    }
  }

  /// Catches a signal: its record goes to ``SignalRing``.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  package static func handle(_ signal: Signal, flags: Flags) throws(SystemError) {
    try checked(clinux_catch(signal.number, flags.rawValue), "handle", signal.name)
  }

  /// Sets a signal to SIG_IGN.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  package static func ignore(_ signal: Signal) throws(SystemError) {
    try checked(clinux_disposition(signal.number, true), "ignore", signal.name)
  }

  /// Sets a signal to SIG_DFL.
  ///
  /// - Throws: EINVAL for KILL and STOP.
  package static func setDefault(_ signal: Signal) throws(SystemError) {
    try checked(clinux_disposition(signal.number, false), "set to default", signal.name)
  }

  /// The C library's description of a signal: strsignal(3).
  package static func describe(_ signal: Signal) -> String {
    strsignal(signal.number).map { String(cString: $0) } ?? signal.name
  }

  /// Sets every signal that is caught to SIG_DFL; those that are ignored stay so.
  package static func resetCaught() {
    for signal in Signal.all where current(signal) == .caught {
      _ = clinux_disposition(signal.number, false)
    }
  }

  /// Sets every signal to SIG_DFL, whatever the process was started with.
  package static func reset() {
    // The kernel refuses it for KILL and STOP.
    for number in Signal.numbers { _ = clinux_disposition(number, false) }
  }
}
