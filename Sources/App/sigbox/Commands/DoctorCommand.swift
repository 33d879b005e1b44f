import LuaAPI
import ArgumentParser
import BoxProtocol
import BoxHost
import BoxInit
import Reporting
import Linux

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this host allows, what works without it, and how to allow it.",
    discussion: "The exit status is 0 where boxes work, else 1.")

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let script = BoxConfiguration.Script(
      name: "doctor", source: Array("return 0".utf8), arguments: [], directory: nil)
    let checks = HostCheck.all(BoxConfiguration(program: .script(script))) {
      BoxInit.run($0, socket: $1)
    }
    try print(json ? HostReport.json(checks) : HostReport.text(checks, on: .standardOutputRecords))
    throw ExitCode(checks[0].isAllowed ? 0 : 1)
  }
}
