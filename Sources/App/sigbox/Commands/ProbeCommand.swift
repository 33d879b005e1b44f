import ArgumentParser
import Probing
import SigboxCore

struct ProbeCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Try every signal on a program, as PID 1 and as an ordinary process.",
    usage: """
      sigbox probe [OPTIONS] INIT [ARGS...] [-- ARGS...]
      sigbox probe [OPTIONS] -- COMMAND [ARGS...]
      """,
    discussion: """
      Each signal is sent from inside and from the host, each time to the program in a new box. The \
      report compares three things: what the signal model predicts, what is observed, and, for \
      root, what the kernel traces.

      The exit status is 0 if all is well, 1 if an expectation fails, and 3 if prediction and \
      observation disagree. It is 125 if sigbox itself fails, 126 if the command cannot be run, and \
      127 if it is not found.

      Examples:
        sigbox probe -- python3 app.py
        sigbox probe --signal TERM --expect 'TERM exits 0 within 5s' -- ./server
      """)

  @Argument(
    help: ArgumentHelp("A script or a built-in init, and its arguments.", valueName: "init"),
    completion: Completions.programs)
  var words: [String] = []

  var command: [String] = []

  @OptionGroup(title: "Probe") var probe: ProbeArguments

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp(
      "Fail unless this holds: 'TERM exits 0 within 5s' or 'inside KILL dropped'. Repeatable.",
      valueName: "expectation"),
    transform: OptionValue.expectation)
  var expectations: [Expectation] = []

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write a JUnit report to this file as well. (default: none)", valueName: "file"),
    completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Write what happened to each process after the stop signal to this file, as JSON lines. (default: none)",
      valueName: "file"),
    completion: .file())
  var events: String?

  @OptionGroup var box: BoxArguments

  func run() throws {
    let run = ProbeRun(probe.options(box))
    try finish(
      with: run.probe(
        words: words, command: command, expectations, json: json, junit: junit, events: events))
  }
}
