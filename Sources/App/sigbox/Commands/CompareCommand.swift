import ArgumentParser
import SigboxCore

struct CompareCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Probe several programs, and show the differences.",
    usage: "sigbox compare [OPTIONS] INIT... [-- COMMAND [ARGS...]]",
    discussion: """
      Each INIT is a script or a built-in init. Quote it together with its arguments, as in \
      'tini sleep 100'. A command after -- is one more program.

      The exit status is 0 if there are no differences, 1 if there are, and 3 if prediction and \
      observation disagree in a probe. It is 125 if sigbox itself fails.
      """)

  @Argument(
    help: ArgumentHelp(
      "Scripts or built-in inits, each quoted with its arguments.", valueName: "init"),
    completion: Completions.programs)
  var words: [String] = []

  var command: [String] = []

  @OptionGroup(title: "Probe") var probe: ProbeArguments
  @OptionGroup var box: BoxArguments

  func run() throws {
    try finish(with: ProbeRun(probe.options(box)).compare(words, command: command))
  }
}
