/// Numbers of scripts, as integers and durations: the only place where a float becomes one.
///
/// NaN, infinities, -0.0, and floats that an integer of 64 bits cannot hold are neither.
extension LuaValue {
  /// The longest duration in seconds: more than 30 years.
  package static let longestDuration = 1e9

  /// The value as an integer; nil for a number with a fraction, and for any other value.
  package var exactInteger: Int64? {
    switch self {
    case .integer(let integer): integer
    case .number(let number):
      number == 0 && number.sign == .minus ? nil : Int64(exactly: number)
    default: nil
    }
  }

  /// The value as an integer of another type; nil if it does not fit.
  package func exactInteger<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
    exactInteger.flatMap { Integer(exactly: $0) }
  }

  /// The value as a duration in seconds: from 0 to ``longestDuration``; nil for any other value.
  package var exactSeconds: Double? {
    switch self {
    case .integer(let seconds):
      seconds >= 0 && Double(seconds) <= Self.longestDuration ? Double(seconds) : nil
    case .number(let seconds):
      seconds.sign == .plus && seconds <= Self.longestDuration ? seconds : nil
    default: nil
    }
  }
}

extension LuaArguments {
  /// Returns a duration in seconds.
  ///
  /// - Parameters:
  ///   - position: The position of the argument, from 1.
  ///   - name: The name of the parameter, for the error message.
  /// - Returns: The seconds, from 0 to ``LuaValue/longestDuration``.
  /// - Throws: ``LuaArgumentError`` for another type or number.
  package func seconds(_ position: Int, _ name: String = "seconds") throws -> Double {
    let number = try number(position, name)
    guard let seconds = self[position].exactSeconds else {
      throw LuaArgumentError(
        position, "\(name) must be 0 or more, and at most 1e9, not \(number): EINVAL")
    }
    return seconds
  }
}
