import ArgumentParser
import SigboxCore

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what this host supports, and how to enable what is missing.",
    discussion: "The exit status is 0 if boxes work, otherwise 1.")

  @Flag(help: "Print a JSON array instead of text.")
  var json = false

  func run() throws { try finish(with: SignalReports.checkHost(json: json) ? 0 : 1) }
}
