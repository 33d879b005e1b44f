/// What control groups limit, for all processes of a box together: cgroups(7).
package struct GroupLimits: OptionSet, Sendable {
  /// One bit for each.
  package let rawValue: UInt8
  /// Makes a set of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// How many bytes they may use.
  package static let memory = GroupLimits(rawValue: 1)
  /// How many they may be.
  package static let processes = GroupLimits(rawValue: 2)
  /// How many processors they may use.
  package static let processors = GroupLimits(rawValue: 4)
  /// Each by itself.
  package static let all: [GroupLimits] = [.memory, .processes, .processors]
}

extension BoxConfiguration {
  /// What is limited.
  package var limits: GroupLimits {
    var limits: GroupLimits = []
    if memory != nil { limits.insert(.memory) }
    if processes != nil { limits.insert(.processes) }
    if processors != nil { limits.insert(.processors) }
    return limits
  }

  /// Does without limits: for there are none, or control groups hold them.
  package mutating func dropLimits(_ limits: GroupLimits) {
    if limits.contains(.memory) { memory = nil }
    if limits.contains(.processes) { processes = nil }
  }
}
