import ArgumentParser
import SigboxCore

/// What a box shares with the host.
struct IsolationArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Host name in the box, 1 to 64 bytes.", valueName: "name"))
  var hostname = BoxOptions.defaultHostName

  @Option(
    name: .customLong("net"),
    help: ArgumentHelp(
      "Network: none has only a loopback interface, host is the network of the host.",
      valueName: "network"))
  var network = BoxOptions.Network.none

  @Flag(
    help: """
      Let the box write to the working directory, and to files of the host that everybody may \
      write. (default: only to its own /tmp, /run and homes)
      """)
  var writable = false

  @Option(
    help: ArgumentHelp(
      "Root directory of the box. (default: the root of the host)", valueName: "directory"),
    completion: .directory)
  var rootfs: String?

  @Option(
    name: .customLong("bind"),
    help: ArgumentHelp(
      "Show a file or directory of the host in the box, at the same path if there is no dst. "
        + "Repeatable. (default: rw)", valueName: "src[:dst][:ro|rw]"),
    completion: .file())
  var binds: [String] = []

  @Flag(
    help: """
      Make root of the box the root of the host, with all capabilities, system calls, devices and \
      home directories. Only for programs you trust.
      """)
  var privileged = false
}
