import SigboxCore

// Most runs use no other options. The parser takes about as long as making a box, because it looks up
// its types at run time.
extension RunCommand {
  /// The options of a simple command line, or nil if it needs the parser.
  ///
  /// A simple line has only options that are easy to read, then a script or built-in init with its
  /// arguments, or `--` and a command. `words` starts with the name of the program.
  static func simpleOptions(_ words: [String]) -> RunOptions? {
    guard words.count > 1, words[1] == "run" else { return nil }
    var options = RunOptions()
    var rest = words[2...]
    while let word = rest.first, word.hasPrefix("--"), word != "--" {
      rest = rest.dropFirst()
      switch word {
      case "--privileged": options.box.isPrivileged = true
      case "--writable": options.box.isWritable = true
      case "--net":
        guard let network = rest.popFirst().flatMap(BoxOptions.Network.init) else { return nil }
        options.box.network = network
      case "--memory" where rest.first == "none":
        rest.removeFirst()
        options.box.memory = .none
      case "--pids" where rest.first == "none":
        rest.removeFirst()
        options.box.processes = .none
      default: return nil
      }
    }
    options.words = Array(rest.prefix { $0 != "--" })
    options.command = Array(rest.dropFirst(options.words.count + 1))
    // An option after the script is still sigbox's, unless it comes after `--`.
    guard !options.words.contains(where: { $0.hasPrefix("-") }),
      !(options.words + options.command).isEmpty
    else { return nil }
    return options
  }
}
