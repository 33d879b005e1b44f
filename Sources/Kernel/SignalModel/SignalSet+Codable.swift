extension SignalSet: Codable {
  /// Reads the hexadecimal form of /proc/PID/status.
  ///
  /// - Throws: `DecodingError` for a text that is not a hexadecimal number of 64 bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let set = SignalSet(hex: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a set of signals")
    }
    self = set
  }

  /// Writes the hexadecimal form of /proc/PID/status.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
