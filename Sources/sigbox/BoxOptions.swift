import ArgumentParser
import BoxProtocol
import Boxes
import SystemCalls
import SystemPackage

/// The options that say what a box is like.
struct BoxOptions: ParsableArguments {
  enum Network: String, ExpressibleByArgument, CaseIterable {
    case none
    case host
  }

  @Option(help: "The name that the box gives itself.")
  var hostname = "sigbox"

  @Option(
    name: .customLong("net"),
    help: "none: a network with a loopback interface alone; host: the host's.")
  var network = Network.none

  @Flag(help: "Let the box write the host's files; by default only /tmp and /run, its own.")
  var writable = false

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp("End the box with KILL after this time: 500ms, 5s, 2m.", valueName: "time"),
    transform: duration)
  var timeLimit: Duration?

  /// Reads a length of time.
  @Sendable static func duration(_ text: String) throws -> Duration {
    guard let duration = Duration(parsing: text) else {
      throw ValidationError("no length of time: '\(text)': as 500ms, 5s or 2m")
    }
    return duration
  }

  func apply(to configuration: inout BoxConfiguration) throws {
    guard (1...64).contains(hostname.utf8.count) else {
      throw ValidationError("--hostname takes 1 to 64 bytes, not \(hostname.utf8.count)")
    }
    configuration.hostName = hostname
    configuration.ownNetwork = network == .none
    configuration.writable = writable
  }
}
