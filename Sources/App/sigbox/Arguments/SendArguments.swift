import ArgumentParser
import Observation
import SigboxCore

/// The signals that `run` sends.
struct SendArguments: ParsableArguments {
  @Option(
    name: .customLong("send"),
    help: ArgumentHelp(
      """
      Send a signal to PID 1 once it is ready, and report its effect. FROM is inside (default) or \
      host; DELAY is a time such as 200ms (default: 0). Repeatable.
      """, valueName: "[FROM:]SIGNAL[@DELAY]"),
    completion: Completions.signals,
    transform: OptionValue.step)
  var steps: [SendStep] = []

  @Option(
    help: ArgumentHelp(
      "How long PID 1 may run after the last signal; then it is killed: 500ms, 5s or 2m. "
        + "(default: 0)", valueName: "time"),
    transform: OptionValue.duration)
  var grace = Duration.zero

  @OptionGroup var readiness: ReadinessArguments

  @Flag(
    help: """
      Print one JSON object about the signals and the end instead of lines. The output of \
      PID 1 goes to standard error.
      """)
  var json = false
}
