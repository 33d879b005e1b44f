/// What the parser of the command line knows, for hints about lines that it refuses.
package protocol CommandGrammar {
  /// The names of all commands, without their aliases, in the order of the help.
  var verbs: [String] { get }
  /// Whether `word` is the name or an alias of a command.
  func isVerb(_ word: String) -> Bool
  func subcommands(of verb: String) -> [String]
  /// The script or built-in init and its arguments in a line that is complete and correct, or no
  /// words.
  func programWords(in line: ArraySlice<String>) -> [String]
  func hasOption(_ option: String, verb: String) -> Bool
}
