import ArgumentParser
import SigboxCore
import SignalModel

/// How programs are probed.
struct ProbeArguments: ParsableArguments {
  @Option(
    name: .customLong("signal"),
    help: ArgumentHelp(
      "Try only this signal, by name or number. Repeatable. (default: all)", valueName: "signal"),
    completion: Completions.signals,
    transform: OptionValue.signal)
  var signals: [Signal] = []

  @Option(
    name: .customLong("stop-signal"),
    help: ArgumentHelp(
      "The STOPSIGNAL of the image, by name or number. (default: TERM)", valueName: "signal"),
    completion: Completions.signals,
    transform: OptionValue.signal)
  var stopSignal: Signal?

  @Option(help: "Run the program as pid1, as an ordinary process, or as both.")
  var role = ProbeOptions.Roles.both

  @Option(
    help: ArgumentHelp(
      "Time that a program may take to exit after a stop signal or one of --signal: 500ms, 5s or 2m. "
        + "(default: 1s)", valueName: "time"),
    transform: OptionValue.duration)
  var grace = ProbeOptions().grace

  @OptionGroup var readiness: ReadinessArguments

  @Option(help: ArgumentHelp("Number of boxes to run at once, 1 to 500.", valueName: "number"))
  var jobs = ProbeOptions().jobs

  func options(_ box: BoxArguments) -> ProbeOptions {
    var options = ProbeOptions()
    options.signals = signals
    options.stopSignal = stopSignal
    options.roles = role
    options.grace = grace
    options.readiness = readiness.options
    options.jobs = jobs
    options.box = box.options
    return options
  }
}

extension ProbeOptions.Roles: ExpressibleByArgument {}
