import ArgumentParser
import SigboxCore

/// How `run` runs a box.
struct ModeArguments: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Run in the background, and print the name of the box.")
  var detach = false

  @Option(
    help: ArgumentHelp(
      "Name of the box for other commands: 1 to 64 letters, digits and _.- (default: none, or a "
        + "generated one with --detach)"))
  var name: String?

  @Flag(name: .customLong("rm"), help: "Remove the box's record and log when it exits.")
  var removesRecord = false

  @OptionGroup var terminal: TerminalArguments

  @Flag(
    name: .customLong("watch"),
    help: """
      Run the script again in a new box each time the script, or another Lua file in its directory \
      or a subdirectory, is saved.
      """)
  var restartsOnSave = false
}
