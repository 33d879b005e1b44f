import ArgumentParser
import SigboxCore

/// How a program in a box starts.
struct ProgramArguments: ParsableArguments {
  @Option(
    name: [.customShort("e"), .customLong("env")],
    help: ArgumentHelp(
      """
      Set an environment variable, or pass on the caller's if no value is given. Repeatable. \
      (default: only common ones such as HOME, LANG, PATH and TERM)
      """, valueName: "name[=value]"))
  var variables: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Numeric user and group of the program. (default: root of the box)",
      valueName: "uid[:gid]"))
  var user: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Directory in which the program starts. (default: the current directory)",
      valueName: "path"),
    completion: .directory)
  var workdir: String?

  var options: ProgramOptions {
    var options = ProgramOptions()
    options.variables = variables
    options.user = user
    options.directory = workdir
    return options
  }
}
