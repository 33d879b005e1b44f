internal import Glibc

/// The time of day: CLOCK_REALTIME.
package enum WallClock {
  /// Seconds since the Epoch.
  package static var seconds: Int64 { Int64(Glibc.time(nil)) }
}
