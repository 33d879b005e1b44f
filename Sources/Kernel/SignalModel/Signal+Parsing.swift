extension Signal {
  /// Parses the name or number of a signal; returns nil if the text names no signal.
  ///
  /// Accepted are:
  ///
  /// - a name in either case, with or without SIG: `term`, `SIGTERM`
  /// - an alias: `CLD`, `POLL`, `IOT`
  /// - a real-time signal: `RTMIN+3`, `RTMAX-1`
  /// - a number from 1 to 64: `15`
  public init?(parsing text: some StringProtocol) {
    // The most frequent form: no second look is needed.
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
    // Shells print SIG32, but SIG15 is not a name.
    if let signal = Signal(named: name.utf8Span.span) {
      self = signal
      return
    }
    guard let number = Signal.realTimeNumber(of: name) else { return nil }
    self.init(number: number)
  }

  // The message for a text that names no signal: `unknown signal 'TREM': did you mean TERM?`
  package static func unknown(_ text: some StringProtocol) -> String {
    "unknown signal '\(text)': \(hint(forUnknown: text))"
  }

  /// What to use in place of a text that names no signal.
  package static func hint(forUnknown text: some StringProtocol) -> String {
    nearest(to: text).map { "did you mean \($0)?" }
      ?? "use a name such as TERM or RTMIN+1, or 1 to 64"
  }

  /// The nearest name to a mistyped one; nil if none is near.
  package static func nearest(to text: some StringProtocol) -> String? {
    var name = text.uppercased()
    if name.hasPrefix("SIG") { name.removeFirst(3) }
    // A wrong digit in a number suggests nothing.
    guard text.contains(where: \.isLetter) else { return nil }
    return Suggestion.nearest(to: name, among: all.map(\.name))
  }

  /// Finds a signal by its name in capitals or by an alias: `TERM`, `RTMIN+3`, `CLD`.
  package init?(named name: Span<UInt8>) {
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
