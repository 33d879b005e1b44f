/// The one table of the 64 signals, for x86 and ARM; everything else is derived from it.
///
/// Source: signal(7), "Signal numbering for standard signals" and "Real-time signals".
enum SignalTable {
  struct Row: Sendable {
    let name: String
    let action: DefaultAction
    let meaning: String
  }

  static let rows: [Row] = standard + reserved + realTime

  private static let standard: [Row] = [
    Row(name: "HUP", action: .terminate, meaning: "terminal closed, or reload by custom"),
    Row(name: "INT", action: .terminate, meaning: "interrupt from the keyboard, Ctrl-C"),
    Row(name: "QUIT", action: .core, meaning: "quit from the keyboard, Ctrl-\\"),
    Row(name: "ILL", action: .core, meaning: "illegal instruction"),
    Row(name: "TRAP", action: .core, meaning: "breakpoint or trace trap"),
    Row(name: "ABRT", action: .core, meaning: "abort(3)"),
    Row(name: "BUS", action: .core, meaning: "bus error, bad memory access"),
    Row(name: "FPE", action: .core, meaning: "arithmetic error, as division by zero"),
    Row(name: "KILL", action: .terminate, meaning: "end at once, no choice"),
    Row(name: "USR1", action: .terminate, meaning: "for the program's own use"),
    Row(name: "SEGV", action: .core, meaning: "invalid memory reference"),
    Row(name: "USR2", action: .terminate, meaning: "for the program's own use"),
    Row(name: "PIPE", action: .terminate, meaning: "write to a pipe that nobody reads"),
    Row(name: "ALRM", action: .terminate, meaning: "timer of alarm(2) over"),
    Row(name: "TERM", action: .terminate, meaning: "please end; what kill sends by default"),
    Row(name: "STKFLT", action: .terminate, meaning: "stack fault of a coprocessor, unused"),
    Row(name: "CHLD", action: .ignore, meaning: "a child ended, stopped or went on"),
    Row(name: "CONT", action: .continue, meaning: "go on, if stopped"),
    Row(name: "STOP", action: .stop, meaning: "stop, no choice"),
    Row(name: "TSTP", action: .stop, meaning: "stop from the keyboard, Ctrl-Z"),
    Row(name: "TTIN", action: .stop, meaning: "background process reads the terminal"),
    Row(name: "TTOU", action: .stop, meaning: "background process writes to the terminal"),
    Row(name: "URG", action: .ignore, meaning: "urgent data on a socket"),
    Row(name: "XCPU", action: .core, meaning: "limit of processor time reached"),
    Row(name: "XFSZ", action: .core, meaning: "limit of file size reached"),
    Row(name: "VTALRM", action: .terminate, meaning: "virtual timer over"),
    Row(name: "PROF", action: .terminate, meaning: "profiling timer over"),
    Row(name: "WINCH", action: .ignore, meaning: "size of the terminal changed"),
    Row(name: "IO", action: .terminate, meaning: "input or output is possible"),
    Row(name: "PWR", action: .terminate, meaning: "power failure"),
    Row(name: "SYS", action: .core, meaning: "bad system call, as seccomp sends it"),
  ]

  private static let reserved: [Row] = [
    Row(name: "32", action: .terminate, meaning: "kept by glibc to cancel threads"),
    Row(name: "33", action: .terminate, meaning: "kept by glibc to change the user of threads"),
  ]

  /// Named from the nearer end, as `kill -l` does: RTMIN+15 is followed by RTMAX-14.
  private static let realTime: [Row] = Signal.realTime.map { number in
    let up = number - Signal.realTime.lowerBound
    let down = Signal.realTime.upperBound - number
    let name =
      up <= 15
      ? (up == 0 ? "RTMIN" : "RTMIN+\(up)")
      : (down == 0 ? "RTMAX" : "RTMAX-\(down)")
    return Row(name: name, action: .terminate, meaning: "real-time, for the program's own use")
  }

  /// Other names of the same numbers.
  static let aliases: [String: Int32] = ["IOT": 6, "CLD": 17, "POLL": 29]

  static let numbersByName: [String: Int32] = {
    var numbers = aliases
    for (index, row) in rows.enumerated() { numbers[row.name] = Int32(index) + 1 }
    return numbers
  }()
}
