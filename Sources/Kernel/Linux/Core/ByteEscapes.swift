/// Bytes that a text writes as a marker and a number, such as `%20` or `\040`.
package enum ByteEscapes {
  /// Replaces each number by its byte; a marker without one stays as it is.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - marker: The byte before a number.
  ///   - digits: How many digits a number has.
  ///   - radix: The base of the numbers.
  /// - Returns: The bytes.
  package static func decoded(
    _ text: some Sequence<UInt8>, marker: Unicode.Scalar, digits: Int, radix: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      let number = rest.prefix(digits)
      guard byte == UInt8(ascii: marker), number.count == digits,
        let code = UInt8(String(decoding: number, as: UTF8.self), radix: radix)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(code)
      rest = rest.dropFirst(digits)
    }
    return bytes
  }
}
