import ArgumentParser
import SigboxCore

struct CompareCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Probe several programs, and show the differences.",
    usage: """
      sigbox compare [OPTIONS] PROGRAM... [-- COMMAND [ARGS...]]
      sigbox compare [OPTIONS] -- COMMAND [ARGS...] --- COMMAND [ARGS...]
      """,
    discussion: """
      Each PROGRAM is a Lua script, a built-in init or a command. Quote it together with its \
      arguments, as in 'tini sleep 100'. The name of a built-in init that takes no arguments, such as \
      java, is the real command if it has arguments. Commands after -- are further programs, with \
      --- between them.

      The exit status is 0 if there are no differences, 1 if there are, and 3 if prediction and \
      observation disagree in a probe. It is 125 if sigbox itself fails.
      """)

  @Argument(
    help: ArgumentHelp(
      "Scripts, built-in inits or commands, each quoted with its arguments.",
      valueName: "program"),
    completion: Completions.programs)
  var words: [String] = []

  var command: [String] = []

  @OptionGroup(title: "Probe") var probe: ProbeArguments
  @OptionGroup var box: BoxArguments

  func run() throws {
    try finish(with: ProbeRun(probe.options(box)).compare(words, command: command))
  }
}
