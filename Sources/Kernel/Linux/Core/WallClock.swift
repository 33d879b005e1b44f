internal import Glibc

/// The time of day: CLOCK_REALTIME.
package enum WallClock {
  /// Seconds since the Epoch.
  package static var seconds: Int64 { Int64(Glibc.time(nil)) }

  /// A point in time as in ISO 8601, in UTC and without a time zone: `2026-11-30T16:43:00`.
  ///
  /// - Parameter seconds: Seconds since the Epoch.
  /// - Returns: The text: strftime(3).
  package static func text(of seconds: Int64) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    var text = [CChar](repeating: 0, count: 32)
    gmtime_r(&moment, &parts)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
