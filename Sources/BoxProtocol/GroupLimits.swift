/// What control groups limit, for all processes of a box together: cgroups(7).
public struct GroupLimits: OptionSet, Sendable {
  /// One bit for each.
  public let rawValue: UInt8
  /// Makes a set of bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// How many bytes they may use.
  public static let memory = GroupLimits(rawValue: 1)
  /// How many they may be.
  public static let processes = GroupLimits(rawValue: 2)
  /// How many processors they may use.
  public static let processors = GroupLimits(rawValue: 4)
  /// Each by itself.
  public static let all: [GroupLimits] = [.memory, .processes, .processors]
}

extension BoxConfiguration {
  /// What is limited.
  public var limits: GroupLimits {
    var limits: GroupLimits = []
    if memory != nil { limits.insert(.memory) }
    if processes != nil { limits.insert(.processes) }
    if processors != nil { limits.insert(.processors) }
    return limits
  }

  /// Does without limits: for there are none, or control groups hold them.
  public mutating func leave(_ limits: GroupLimits) {
    if limits.contains(.memory) { memory = nil }
    if limits.contains(.processes) { processes = nil }
  }
}
