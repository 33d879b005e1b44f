import ArgumentParser

/// Accepts docker's `-it`.
struct ExecTerminalArguments: ParsableArguments {
  @Flag(
    name: [.customShort("t"), .customLong("tty")],
    help: "Give the command its own terminal, connected to yours.")
  var isWanted = false

  @Flag(
    name: [.customShort("i"), .customLong("interactive")],
    help: "Accepted as in docker exec -i: input is always passed on.")
  var isInteractive = false
}
