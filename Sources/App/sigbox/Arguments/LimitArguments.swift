import ArgumentParser
import BoxProtocol
import SigboxCore

/// What a box may use.
struct LimitArguments: ParsableArguments {
  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp(
      "Kill the box after this time: 500ms, 5s or 2m. (default: no limit)", valueName: "time"),
    transform: OptionValue.duration)
  var timeLimit: Duration?

  @Option(
    help: ArgumentHelp(
      """
      Memory limit: bytes, 512m or 2g, or none. It applies to the whole box if cgroups are \
      available, otherwise to each process. (default: 1g)
      """, valueName: "size"),
    transform: OptionValue.memory)
  var memory = BoxOptions.Limit.value(BoxConfiguration.defaultMemory)

  @OptionGroup var lua: LuaArguments

  @Option(
    name: .customLong("pids"),
    help: ArgumentHelp(
      "Maximum number of processes in the box, or none. (default: 1024)", valueName: "number"),
    transform: OptionValue.processes)
  var processes = BoxOptions.Limit.value(BoxConfiguration.defaultProcesses)

  @Option(
    name: .customLong("cpus"),
    help: ArgumentHelp(
      "Number of CPUs that the box may use, such as 0.5; needs cgroups. (default: all)",
      valueName: "number"))
  var processors: Double?
}
