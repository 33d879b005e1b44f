/// The resources that control groups can limit for all processes of a box together: cgroups(7).
package struct GroupLimits: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Takes the place of the generic one, which costs the start of a process 0.1 ms.
  package init(arrayLiteral elements: Self...) {
    rawValue = elements.reduce(0) { $0 | $1.rawValue }
  }

  /// Bytes of memory.
  package static let memory = GroupLimits(rawValue: 1)
  /// The number of processes.
  package static let processes = GroupLimits(rawValue: 2)
  /// Processor time.
  package static let processors = GroupLimits(rawValue: 4)
  /// Each limit, one a set.
  package static let all: [GroupLimits] = [.memory, .processes, .processors]
}

extension BoxConfiguration {
  /// The limits that are set.
  package var limits: GroupLimits {
    var limits: GroupLimits = []
    if memory != nil { limits.insert(.memory) }
    if processes != nil { limits.insert(.processes) }
    if processors != nil { limits.insert(.processors) }
    return limits
  }
}
