/// How kernels differ in what they do with a signal.
///
/// Measured: Linux 6.1 and 6.12 end a PID 1 of which the main thread blocks a fatal signal and another
/// thread does not. Linux 6.18 keeps the signal and drops it at delivery.
public struct KernelBehavior: Hashable, Codable, Sendable {
  /// Whether PID 1 survives a fatal signal that its main thread blocks and another thread does not.
  public var protectsThreadedInit: Bool

  /// Creates a description of a kernel.
  ///
  /// - Parameter protectsThreadedInit: Whether PID 1 survives a fatal signal that its main thread
  ///   blocks and another thread does not.
  public init(protectsThreadedInit: Bool = true) {
    self.protectsThreadedInit = protectsThreadedInit
  }

  /// Takes the behavior from the release that uname(2) gives, such as `6.12.117-amd64`.
  ///
  /// Releases between those that were measured count as the older one. An unknown release counts as
  /// new.
  public init(release: some StringProtocol) {
    let numbers = release.split(separator: ".").prefix(2).compactMap { Int($0) }
    let version = numbers.count == 2 ? (numbers[0], numbers[1]) : (.max, 0)
    self.init(protectsThreadedInit: version >= (6, 18))
  }
}
