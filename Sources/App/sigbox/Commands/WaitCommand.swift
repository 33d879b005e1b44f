import ArgumentParser
import SigboxCore

struct WaitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait until boxes exit, and print their exit statuses.")

  @OptionGroup var names: BoxNameArguments

  func run() throws { try BoxManagement.wait(for: names.boxes) }
}
