import ArgumentParser
import Observation
import SigboxCore

/// When the program counts as ready for signals.
struct ReadinessArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Send no signal before the program has written a text ('listening on'), a TCP socket in the box \
      listens on a port (port:8080), a file exists in the box (file:/run/app.pid), or a time has \
      passed (after:2s). A program that is not ready after 30 s is an error. (default: none)
      """, valueName: "condition"),
    transform: OptionValue.readyCondition)
  var ready: ReadyCondition?

  @Option(
    help: ArgumentHelp(
      """
      Send no signal before the program, its signal masks and its children have stayed unchanged for \
      this long: 500ms, 5s or 2m. (default: 50 ms, longer while it works)
      """, valueName: "time"),
    transform: OptionValue.duration)
  var settle: Duration?

  var options: ReadinessOptions {
    var options = ReadinessOptions()
    options.condition = ready
    options.settle = settle
    return options
  }
}
