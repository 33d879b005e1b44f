import ArgumentParser
import SigboxCore

struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Print the output of a background box.",
    discussion: """
      Standard output and standard error appear in the order in which they were written. At most \
      16 MiB are kept.
      """)

  @OptionGroup var box: BoxNameArgument

  @Flag(name: .shortAndLong, help: "Continue until the box exits.")
  var follow = false

  func run() throws { try BoxManagement.printLogs(of: box.name, following: follow) }
}
