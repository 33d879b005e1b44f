import ArgumentParser

/// Whether a command gets its own terminal, and input.
struct TerminalArguments: ParsableArguments {
  @Flag(
    name: [.customShort("t"), .customLong("tty")],
    help: "Give the program its own terminal, connected to yours.")
  var isWanted = false

  @Flag(
    name: [.customShort("i"), .customLong("interactive")],
    help: "With --detach, accept input from attach. In the foreground, input is always passed on.")
  var isInteractive = false
}
