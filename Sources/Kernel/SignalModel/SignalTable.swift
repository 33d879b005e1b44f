/// The one table of the 64 signals, for x86 and ARM; everything else is derived from it.
///
/// Source: signal(7), "Signal numbering for standard signals" and "Real-time signals".
enum SignalTable {
  struct Row: Sendable {
    let name: StaticString
    let action: DefaultAction
    let meaning: String
  }

  /// What is known of the signal of a number from 1 to 64.
  static func row(_ number: Int32) -> Row {
    guard Signal.realTime.contains(number) else { return standard[Int(number) - 1] }
    return Row(
      name: realTimeNames[Int(number - Signal.realTime.lowerBound)], action: .terminate,
      meaning: "real-time, for the program's own use")
  }

  // Literals alone are data of the program: nothing is made of them at its start.
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
    Row(name: "32", action: .terminate, meaning: "kept by glibc to cancel threads"),
    Row(name: "33", action: .terminate, meaning: "kept by glibc to change the user of threads"),
  ]

  /// Named from the nearer end, as `kill -l` does.
  private static let realTimeNames: [StaticString] = [
    "RTMIN", "RTMIN+1", "RTMIN+2", "RTMIN+3", "RTMIN+4", "RTMIN+5", "RTMIN+6", "RTMIN+7",
    "RTMIN+8", "RTMIN+9", "RTMIN+10", "RTMIN+11", "RTMIN+12", "RTMIN+13", "RTMIN+14", "RTMIN+15",
    "RTMAX-14", "RTMAX-13", "RTMAX-12", "RTMAX-11", "RTMAX-10", "RTMAX-9", "RTMAX-8", "RTMAX-7",
    "RTMAX-6", "RTMAX-5", "RTMAX-4", "RTMAX-3", "RTMAX-2", "RTMAX-1", "RTMAX",
  ]

  /// Other names of the same numbers.
  private static let aliases: [(name: String, number: Int32)] = [
    ("IOT", 6), ("CLD", 17), ("POLL", 29),
  ]

  /// The number of a signal by its name or alias, nil where it is none.
  static func number(of name: Span<UInt8>) -> Int32? {
    guard let word = word(name), let index = words.firstIndex(of: word) else { return nil }
    let count = Signal.numbers.count
    return index < count ? Int32(index) + 1 : aliases[index - count].number
  }

  /// The names and then the aliases: none is longer than a word, so that they compare at once.
  private static let words: [UInt64] = {
    var words: [UInt64] = []
    words.reserveCapacity(Signal.numbers.count + aliases.count)
    for number in Signal.numbers {
      words.append(word("\(row(number).name)".utf8Span.span) ?? 0)
    }
    for alias in aliases { words.append(word(alias.name.utf8Span.span) ?? 0) }
    return words
  }()

  /// The bytes of a short name.
  private static func word(_ name: Span<UInt8>) -> UInt64? {
    guard (1...8).contains(name.count) else { return nil }
    var word: UInt64 = 0
    for index in name.indices {
      // It would leave no trace in front.
      if name[index] == 0 { return nil }
      word = word << 8 | UInt64(name[index])
    }
    return word
  }
}
