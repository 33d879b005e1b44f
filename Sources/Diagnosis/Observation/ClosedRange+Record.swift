package import Linux

extension ClosedRange<Instant> {
  /// The range with 1 µs more at each end, because the kernel's record counts in microseconds.
  package var widenedForRecord: ClosedRange<Instant> {
    let margin: Int64 = 1000
    return Instant(
      nanoseconds: lowerBound.nanoseconds - margin)...Instant(
        nanoseconds: upperBound.nanoseconds + margin)
  }
}
