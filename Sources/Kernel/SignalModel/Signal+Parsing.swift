extension Signal {
  /// Reads a signal as users write it.
  ///
  /// Takes a name with or without SIG in either case (`term`, `SIGTERM`), an alias (`CLD`,
  /// `POLL`, `IOT`), a number (`15`), or a real-time signal as `RTMIN+n` or `RTMAX-n`.
  /// Nil where it names none of the 64.
  public init?(parsing text: some StringProtocol) {
    // As nearly all write it.
    if let signal = Signal(named: String(text).utf8Span.span) {
      self = signal
      return
    }
    if let number = Int32(text), text.allSatisfy(\.isNumber) {
      self.init(number: number)
      return
    }
    var name = text.uppercased()
    if name.hasPrefix("SIG") { name.removeFirst(3) }
    // SIG32 is a name that shells print; SIG15 is none.
    if let signal = Signal(named: name.utf8Span.span) {
      self = signal
      return
    }
    guard let number = Signal.realTimeNumber(of: name) else { return nil }
    self.init(number: number)
  }

  /// Says of a text that names no signal which one it may have meant, or where all are listed.
  ///
  /// - Parameter text: The text, for which ``init(parsing:)`` gave nil.
  /// - Returns: `unknown signal 'TREM': did you mean TERM?`
  public static func unknown(_ text: some StringProtocol) -> String {
    "unknown signal '\(text)': "
      + (nearest(to: text).map { "did you mean \($0)?" } ?? "sigbox signals lists all")
  }

  /// The name of the signal that a mistyped one is nearest to, nil where none is near.
  public static func nearest(to text: some StringProtocol) -> String? {
    var name = text.uppercased()
    if name.hasPrefix("SIG") { name.removeFirst(3) }
    // A number that is one digit off is no slip.
    guard text.contains(where: \.isLetter) else { return nil }
    return Suggestion.nearest(to: name, among: all.map(\.name))
  }

  /// Makes a signal of its name in capitals or of an alias: `TERM`, `RTMIN+3`, `CLD`.
  public init?(named name: Span<UInt8>) {
    guard let number = SignalTable.number(of: name) else { return nil }
    self.init(number: number)
  }

  private static func realTimeNumber(of name: String) -> Int32? {
    let number: Int32?
    if name.hasPrefix("RTMIN+") {
      number = offset(name).map { realTime.lowerBound + $0 }
    } else if name.hasPrefix("RTMAX-") {
      number = offset(name).map { realTime.upperBound - $0 }
    } else {
      return nil
    }
    return number.flatMap { realTime.contains($0) ? $0 : nil }
  }

  private static func offset(_ name: String) -> Int32? {
    let digits = name.dropFirst(6)
    guard digits.count <= 2, digits.allSatisfy(\.isNumber) else { return nil }
    return Int32(digits)
  }
}
