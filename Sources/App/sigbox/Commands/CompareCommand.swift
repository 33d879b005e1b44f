import ArgumentParser
import Probing
import Reporting
import Linux

struct CompareCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Probe several programs, and show only what differs, and why.",
    usage: "sigbox compare [OPTIONS] INIT... [-- COMMAND [ARGS...]]",
    discussion: """
      Each INIT is a script or a built-in init, with arguments where it is quoted, as in \
      'tini sleep 100'; a command after -- is one program more.

      The exit status is 0 when nothing differs, 1 when something does, 3 when prediction and \
      observation differ in a probe; 125 when sigbox itself fails.
      """)

  @Argument(help: "Scripts or built-in inits, quoted where they have arguments.")
  var words: [String] = []

  var command: [String] = []

  @OptionGroup var options: ProbeOptions

  @OptionGroup var box: BoxOptions

  func run() throws {
    let programs =
      words.map { ($0.split(separator: " ").map(String.init), []) }
      + (command.isEmpty ? [] : [([], command)])
    guard programs.count > 1 else {
      throw ValidationError(
        "nothing to compare: give two or more scripts or built-in inits, one command after --")
    }
    let choices = try programs.map { words, command in
      try ProgramChoice(words: words, command: command, at: .compare)
    }
    ProgramChoice.tell(choices)
    let reports = try choices.map { try options.probe($0, box) }
    let comparison = Comparison(reports)
    try print(comparison.text(on: .standardOutput))
    if reports.contains(where: { !$0.disagreements.isEmpty }) { throw ExitCode(3) }
    if !comparison.differences.isEmpty { throw ExitCode(1) }
  }
}
