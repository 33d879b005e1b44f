package import Reporting
internal import BoxHost
package import Observation
package import Probing
package import SignalModel
package import Workshop

/// Reads the values of options.
package enum OptionValue {
  @Sendable package static func duration(_ text: String) throws -> Duration {
    guard let duration = Duration(parsing: text) else {
      throw UsageError("invalid duration '\(text)': use 500ms, 5s or 2m")
    }
    return duration
  }

  @Sendable package static func signal(_ text: String) throws -> Signal {
    guard let signal = Signal(parsing: text) else { throw UsageError(Signal.unknown(text)) }
    return signal
  }

  @Sendable package static func exitStatus(_ text: String) throws -> ExitStatus {
    guard let status = ExitStatus(parsing: text) else {
      throw UsageError(
        "invalid exit status '\(text)': use 0 to 255, such as 137, or -9 for a signal, or a status "
          + "of wait(2) such as 0x0b00")
    }
    return status
  }

  @Sendable package static func origin(_ text: String) throws -> Origin {
    guard let origin = Origin(rawValue: text) else {
      throw UsageError("unknown sender '\(text)': use inside, host, kernel, notification or fault")
    }
    return origin
  }

  @Sendable package static func step(_ text: String) throws -> SendStep {
    try SendStep(parsing: text)
  }

  @Sendable package static func readyCondition(_ text: String) throws -> ReadyCondition {
    try ReadyCondition(parsing: text)
  }

  @Sendable package static func expectation(_ text: String) throws -> Expectation {
    try Expectation(parsing: text)
  }

  /// A duration, or nil for `-1`, which waits forever.
  @Sendable package static func gracePeriod(_ text: String) throws -> Duration? {
    text == "-1" ? nil : try duration(text)
  }

  @Sendable package static func language(_ text: String) throws -> Language {
    guard let language = Language(rawValue: text) else {
      throw UsageError("unknown language '\(text)': use en or zh")
    }
    return language
  }

  @Sendable package static func bytes(_ text: String) throws -> UInt64 {
    guard let bytes = size(text) else {
      throw UsageError("invalid size '\(text)': use 1m or more, such as 64m or 2g")
    }
    return bytes
  }

  @Sendable package static func memory(_ text: String) throws -> BoxOptions.Limit {
    if text == "none" { return .none }
    guard let bytes = size(text) else {
      throw UsageError("invalid size '\(text)': use 1m or more, such as 64m or 2g, or none")
    }
    return .value(bytes)
  }

  @Sendable package static func processes(_ text: String) throws -> BoxOptions.Limit {
    if text == "none" { return .none }
    guard let count = UInt64(text), count > 0 else {
      throw UsageError("invalid number '\(text)': use 1 or more, such as 100, or none")
    }
    return .value(count)
  }

  /// Bytes with an optional unit: `64m`, `2g`; at least one mebibyte.
  private static func size(_ text: String) -> UInt64? {
    let units: [Character: UInt64] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "b": 1]
    let unit = text.last.flatMap { units[Character($0.lowercased())] }
    guard let number = UInt64(unit == nil ? text : String(text.dropLast())),
      case let (product, overflow) = number.multipliedReportingOverflow(by: unit ?? 1), !overflow,
      product >= 1 << 20
    else { return nil }
    return product
  }
}
