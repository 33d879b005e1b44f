extension Duration {
  /// Reads a duration: `500ms`, `1.5s`, `2m`, `1h`, or seconds without a unit.
  package init?(parsing text: some StringProtocol) {
    let units: [(suffix: String, seconds: Double)] = [
      ("ms", 0.001), ("us", 0.000_001), ("s", 1), ("m", 60), ("h", 3600),
    ]
    let unit = units.first { text.hasSuffix($0.suffix) }
    let digits = text.dropLast(unit?.suffix.count ?? 0)
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let number = Double(digits), case let seconds = number * (unit?.seconds ?? 1),
      seconds < 1e9
    else { return nil }
    self = .seconds(seconds)
  }
}
