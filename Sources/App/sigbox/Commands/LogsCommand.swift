import ArgumentParser
import BoxHost
import Linux
import SystemPackage

struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Print what a box in the background has written.",
    discussion: "Output and error come in the order they were written. 16 MiB are kept at most.")

  @Argument(help: "The box's name.")
  var name: String

  @Flag(name: .shortAndLong, help: "Go on until the box has ended.")
  var follow = false

  func run() throws {
    let registry = try BoxRegistry()
    let record = try registry.record(name)
    let box = follow ? RunningBox(record) : nil
    try registry.directory(name).readLogs(until: box) { bytes in
      try FileContents.write(bytes, to: .standardOutput)
    }
  }
}
