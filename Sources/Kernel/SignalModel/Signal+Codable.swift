extension Signal: Codable {
  /// Reads a signal's number.
  ///
  /// - Throws: `DecodingError` for a number that no signal has.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int32.self)
    guard let signal = Signal(number: number) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no signal has the number \(number)")
    }
    self = signal
  }

  /// Writes the signal's number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
