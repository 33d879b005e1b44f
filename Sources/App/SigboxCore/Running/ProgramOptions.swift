internal import Linux

/// How a program in a box starts.
package struct ProgramOptions: Equatable, Sendable {
  /// Variables as given: `NAME=VALUE`, or `NAME` to pass on the caller's.
  package var variables: [String] = []
  /// `UID[:GID]` as given.
  package var user: String?
  package var directory: String?

  package init() {}

  /// The variables to set, without those that the caller does not have.
  var environment: [(name: [UInt8], value: [UInt8])] {
    get throws(UsageError) {
      var environment: [(name: [UInt8], value: [UInt8])] = []
      for text in variables {
        if let variable = try Self.variable(text) { environment.append(variable) }
      }
      return environment
    }
  }

  var userAndGroup: (user: UInt32, group: UInt32)? {
    get throws(UsageError) {
      guard let user else { return nil }
      let ids = user.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
      guard (1...2).contains(ids.count), let uid = ids[0], let gid = ids.last ?? uid else {
        throw UsageError("invalid user '\(user)': use --user UID[:GID], such as 1000:1000")
      }
      return (uid, gid)
    }
  }

  private static func variable(
    _ text: String
  ) throws(UsageError) -> (name: [UInt8], value: [UInt8])? {
    let bytes = ArgumentText.bytes(of: text)
    let parts = bytes.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    // No shell sets such a name: this is probably an option of the program, given too early.
    guard let name = parts.first, !name.isEmpty,
      !name.contains(where: { " \t\n$'\"(){};".utf8.contains($0) })
    else { throw UsageError("invalid variable '\(text)': use --env NAME=VALUE, such as LANG=C") }
    if parts.count == 2 { return (Array(name), Array(parts[1])) }
    return Environment.variables.first { $0.name == Array(name) }
  }
}
