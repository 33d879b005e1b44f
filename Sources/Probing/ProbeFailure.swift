/// A probe that could not be made.
public struct ProbeFailure: Error, CustomStringConvertible {
  /// The exit status for `sigbox`: 125, or 126 and 127 as a shell gives them for a command.
  public let status: Int32
  /// What, why and what to do, in one line.
  public let description: String
}
