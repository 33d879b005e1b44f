import ArgumentParser
import Linux

/// The options that say how a program in a box starts.
struct ProgramOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Set a variable of the environment, or without a value pass it on; repeatable.",
      valueName: "name[=value]"))
  var env: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The user and group that it runs as.", valueName: "uid[:gid]"))
  var user: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The directory it starts in.", valueName: "path"))
  var workdir: String?

  /// The variables that are set.
  var environment: [(name: [UInt8], value: [UInt8])] {
    get throws { try env.compactMap { try Self.variable($0) } }
  }

  /// The ids of the user and of the group.
  var userAndGroup: (user: UInt32, group: UInt32)? {
    get throws { try user.map { try Self.user($0) } }
  }

  private static func variable(
    _ text: String
  ) throws -> (name: [UInt8], value: [UInt8])? {
    let bytes = ArgumentText.bytes(of: text)
    let parts = bytes.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    // What no shell or program sets is a mistake: an option of the program that stands too early.
    guard let name = parts.first, !name.isEmpty,
      !name.contains(where: { " \t\n$'\"(){};".utf8.contains($0) })
    else { throw ValidationError("invalid variable '\(text)': use --env NAME=VALUE") }
    if parts.count == 2 { return (Array(name), Array(parts[1])) }
    return Environment.variables.first { $0.name == Array(name) }
  }

  private static func user(_ text: String) throws -> (user: UInt32, group: UInt32) {
    let ids = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
    guard (1...2).contains(ids.count), let user = ids[0], let group = ids.last ?? user else {
      throw ValidationError("invalid user '\(text)': use --user UID[:GID], such as 1000:1000")
    }
    return (user, group)
  }
}
