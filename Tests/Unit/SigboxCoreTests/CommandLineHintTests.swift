import SigboxCore
import Testing

/// Hints need to know the commands, but not the parser.
struct CommandLineHintTests {
  /// Commands of two verbs, which take a script as their first word.
  private struct Grammar: CommandGrammar {
    let verbs = ["run", "workshop"]

    func isVerb(_ word: String) -> Bool { verbs.contains(word) }
    func subcommands(of verb: String) -> [String] { verb == "workshop" ? ["start"] : [] }
    func programWords(in line: ArraySlice<String>) -> [String] {
      line.dropFirst().filter { !$0.hasPrefix("-") }
    }
    func hasOption(_ option: String, verb: String) -> Bool { option == "--send" }
  }

  private func line(_ typed: String, _ error: UsageError) -> String {
    CommandLineHint(typed.split(separator: " ").map(String.init), Grammar()).line(error)
  }

  @Test(arguments: [
    ("rnu c", "unknown command 'rnu': did you mean 'run'?"),
    ("help rnu", "unknown command 'rnu': did you mean 'run'?"),
    ("top", "unknown command 'top': sigbox ps NAME shows the processes of a box"),
    ("go TERM", "unknown command 'go': to run it as PID 1: sigbox run go"),
    ("qqqqqq", "unknown command 'qqqqqq': the commands are run, workshop; see sigbox --help"),
  ])
  func unknownCommands(typed: String, hint: String) {
    #expect(line(typed, .unexpectedArgument("x")) == hint)
  }

  @Test(arguments: [
    ("run --sned TERM", "--sned", "--send", "unknown option '--sned': did you mean '--send'?"),
    (
      "run -p 80", "-p", nil,
      "unknown option '-p': a box has no ports to publish: --net host "
        + "gives it this host's network"
    ),
    (
      "run x.lua -b --send c", "-b", nil,
      "unknown option '-b': options of x.lua come after --: sigbox run x.lua -- -b"
    ),
    ("run --zzz", "--zzz", nil, "unknown option '--zzz'; see sigbox run --help"),
  ])
  func unknownOptions(typed: String, option: String, near: String?, hint: String) {
    #expect(line(typed, .unknownOption(option, near: near)) == hint)
  }

  @Test func pointsToTheHelp() {
    #expect(line("run", .other("nothing to run")) == "nothing to run; see sigbox run --help")
    #expect(line("run", .other("did you mean it?")) == "did you mean it?")
    #expect(line("-x", .unknownOption("-x", near: nil)) == "unknown option '-x'; see sigbox --help")
    #expect(
      line("workshop strat", .unexpectedArgument("strat"))
        == "unknown command 'workshop strat': did you mean 'sigbox workshop start'?")
  }
}
