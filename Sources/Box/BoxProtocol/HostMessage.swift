/// A message from the host to the init.
package enum HostMessage: Equatable, Sendable {
  /// Users are mapped: isolate yourself.
  case make
  /// Enter control groups, whose files follow as descriptors, and run the program.
  case run(groups: Int, GroupLimits)
  /// Bytes for the extension modules of the script.
  case extensionData([UInt8])

  package var encoded: [UInt8] {
    switch self {
    case .make: [1]
    case .run(let groups, let limits): [3, UInt8(truncatingIfNeeded: groups), limits.rawValue]
    case .extensionData(let bytes): [2] + bytes
    }
  }

  /// Decodes a message; nil if the bytes are not one.
  package init?(decoding bytes: [UInt8]) {
    switch (bytes.first, bytes.count) {
    case (1, 1): self = .make
    case (3, 3): self = .run(groups: Int(bytes[1]), GroupLimits(rawValue: bytes[2]))
    case (2, _): self = .extensionData(Array(bytes.dropFirst()))
    default: return nil
    }
  }
}
