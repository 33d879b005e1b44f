/// The table of the 64 signals, for x86 and ARM, from which everything else is derived.
///
/// Source: signal(7), "Signal numbering for standard signals" and "Real-time signals".
enum SignalTable {
  struct Row: Sendable {
    let name: StaticString
    let action: DefaultAction
    let meaning: String
  }

  /// The row of the signal with a number from 1 to 64.
  static func row(_ number: Int32) -> Row {
    guard Signal.realTime.contains(number) else { return standard[Int(number) - 1] }
    return Row(
      name: realTimeNames[Int(number - Signal.realTime.lowerBound)], action: .terminate,
      meaning: "real-time, free for any use by the program")
  }

  // Literals only: the compiler lays the table out as data, and nothing runs at startup.
  private static let standard: [Row] = [
    Row(name: "HUP", action: .terminate, meaning: "terminal closed, or by convention: reload"),
    Row(name: "INT", action: .terminate, meaning: "interrupt from the keyboard, Ctrl-C"),
    Row(name: "QUIT", action: .core, meaning: "quit from the keyboard, Ctrl-\\"),
    Row(name: "ILL", action: .core, meaning: "illegal instruction"),
    Row(name: "TRAP", action: .core, meaning: "breakpoint or trace trap"),
    Row(name: "ABRT", action: .core, meaning: "abort(3)"),
    Row(name: "BUS", action: .core, meaning: "bus error, bad memory access"),
    Row(name: "FPE", action: .core, meaning: "arithmetic error, such as division by zero"),
    Row(name: "KILL", action: .terminate, meaning: "kill; cannot be caught or blocked"),
    Row(name: "USR1", action: .terminate, meaning: "free for any use by the program"),
    Row(name: "SEGV", action: .core, meaning: "invalid memory reference"),
    Row(name: "USR2", action: .terminate, meaning: "free for any use by the program"),
    Row(name: "PIPE", action: .terminate, meaning: "write to a pipe without a reader"),
    Row(name: "ALRM", action: .terminate, meaning: "timer of alarm(2) expired"),
    Row(name: "TERM", action: .terminate, meaning: "request to terminate; the default of kill(1)"),
    Row(name: "STKFLT", action: .terminate, meaning: "coprocessor stack fault, unused"),
    Row(name: "CHLD", action: .ignore, meaning: "a child ended, stopped or continued"),
    Row(name: "CONT", action: .continue, meaning: "continue if stopped"),
    Row(name: "STOP", action: .stop, meaning: "stop; cannot be caught or blocked"),
    Row(name: "TSTP", action: .stop, meaning: "stop from the keyboard, Ctrl-Z"),
    Row(name: "TTIN", action: .stop, meaning: "background process reads the terminal"),
    Row(name: "TTOU", action: .stop, meaning: "background process writes to the terminal"),
    Row(name: "URG", action: .ignore, meaning: "urgent data on a socket"),
    Row(name: "XCPU", action: .core, meaning: "CPU time limit exceeded"),
    Row(name: "XFSZ", action: .core, meaning: "file size limit exceeded"),
    Row(name: "VTALRM", action: .terminate, meaning: "virtual timer expired"),
    Row(name: "PROF", action: .terminate, meaning: "profiling timer expired"),
    Row(name: "WINCH", action: .ignore, meaning: "terminal size changed"),
    Row(name: "IO", action: .terminate, meaning: "input or output is possible on a descriptor"),
    Row(name: "PWR", action: .terminate, meaning: "power failure"),
    Row(name: "SYS", action: .core, meaning: "bad system call, also sent by seccomp"),
    Row(name: "32", action: .terminate, meaning: "reserved by glibc to cancel threads"),
    Row(name: "33", action: .terminate, meaning: "reserved by glibc to change user IDs"),
  ]

  /// Counted from the nearer end of the range, as in `kill -l`.
  private static let realTimeNames: [StaticString] = [
    "RTMIN", "RTMIN+1", "RTMIN+2", "RTMIN+3", "RTMIN+4", "RTMIN+5", "RTMIN+6", "RTMIN+7",
    "RTMIN+8", "RTMIN+9", "RTMIN+10", "RTMIN+11", "RTMIN+12", "RTMIN+13", "RTMIN+14", "RTMIN+15",
    "RTMAX-14", "RTMAX-13", "RTMAX-12", "RTMAX-11", "RTMAX-10", "RTMAX-9", "RTMAX-8", "RTMAX-7",
    "RTMAX-6", "RTMAX-5", "RTMAX-4", "RTMAX-3", "RTMAX-2", "RTMAX-1", "RTMAX",
  ]

  /// Alternative names.
  private static let aliases: [(name: String, number: Int32)] = [
    ("IOT", 6), ("CLD", 17), ("POLL", 29),
  ]

  /// Returns the number of a signal by its name or alias; nil if there is none.
  static func number(of name: Span<UInt8>) -> Int32? {
    guard let word = word(name), let index = words.firstIndex(of: word) else { return nil }
    let count = Signal.numbers.count
    return index < count ? Int32(index) + 1 : aliases[index - count].number
  }

  // The names, then the aliases. Each fits into 8 bytes, so a comparison is one instruction.
  private static let words: [UInt64] = {
    var words: [UInt64] = []
    words.reserveCapacity(Signal.numbers.count + aliases.count)
    for number in Signal.numbers {
      words.append(word("\(row(number).name)".utf8Span.span) ?? 0)
    }
    for alias in aliases { words.append(word(alias.name.utf8Span.span) ?? 0) }
    return words
  }()

  /// Packs a name of up to 8 bytes into an integer.
  private static func word(_ name: Span<UInt8>) -> UInt64? {
    guard (1...8).contains(name.count) else { return nil }
    var word: UInt64 = 0
    for index in name.indices {
      // A leading zero byte would be lost.
      if name[index] == 0 { return nil }
      word = word << 8 | UInt64(name[index])
    }
    return word
  }
}
