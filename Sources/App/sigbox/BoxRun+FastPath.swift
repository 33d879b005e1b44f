import BoxProtocol
import Linux

// The parser takes longer than a box: to look up its types at run time it goes through thousands of
// conformances. Most runs say no more than this.
extension BoxRun {
  /// What a plain command line asks for: `run`, options that take no more than a look, the script or
  /// built-in init and its arguments, or `--` and a command; nil for any other line, which is the
  /// parser's.
  ///
  /// - Parameter words: The command line, the program's name first.
  /// - Throws: What reading the script throws.
  init?(plain words: [String]) throws {
    guard words.count > 1, words[1] == "run" else { return nil }
    var rest = words[2...]
    var isPrivileged = false
    var isWritable = false
    var hasNetwork = true
    var unlimited: GroupLimits = []
    while let word = rest.first, word.hasPrefix("--"), word != "--" {
      rest = rest.dropFirst()
      switch word {
      case "--privileged": isPrivileged = true
      case "--writable": isWritable = true
      case "--net" where ["none", "host"].contains(rest.first):
        hasNetwork = rest.removeFirst() == "none"
      case "--memory" where rest.first == "none", "--pids" where rest.first == "none":
        rest.removeFirst()
        unlimited.insert(word == "--memory" ? .memory : .processes)
      default: return nil
      }
    }
    let program = rest.prefix { $0 != "--" }
    let command = rest.dropFirst(program.count + 1)
    // An option behind the script is still sigbox's.
    guard !program.contains(where: { $0.hasPrefix("-") }), !(program + command).isEmpty else {
      return nil
    }
    try self.init(words: Array(program), command: Array(command))
    configuration.isPrivileged = isPrivileged
    configuration.writable = isWritable
    configuration.ownNetwork = hasNetwork
    configuration.dropLimits(unlimited)
  }
}
