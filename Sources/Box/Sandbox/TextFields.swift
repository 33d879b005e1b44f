/// Lines and fields of texts that every box reads, without making strings of them.
enum TextFields {
  static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: "\n"))
  }

  /// A field of a line, counted from 0; nil if there are fewer.
  static func field(
    _ number: Int, of line: ArraySlice<UInt8>, separator: UInt8
  ) -> ArraySlice<UInt8>? {
    var start = line.startIndex
    for _ in 0..<number {
      guard let end = line[start...].firstIndex(of: separator) else { return nil }
      start = end + 1
    }
    return line[start..<(line[start...].firstIndex(of: separator) ?? line.endIndex)]
  }

  /// A decimal number; nil if it is none or does not fit.
  static func number(_ field: ArraySlice<UInt8>) -> UInt32? {
    guard !field.isEmpty else { return nil }
    var number: UInt64 = 0
    for byte in field {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
      guard number <= UInt32.max else { return nil }
    }
    return UInt32(number)
  }
}
