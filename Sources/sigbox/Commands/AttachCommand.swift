import ArgumentParser
import Boxes
import Signals
import SystemCalls
import SystemPackage

struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Show what a box in the background writes until it ends, and pass signals on to it.",
    discussion: "The exit status is the box's. What runs in the background has no input.")

  @Argument(help: "The box's name.")
  var name: String

  func run() throws {
    let registry = try BoxRegistry()
    let end = try RunningBox(name, in: registry).attach(at: registry.place(name)) { bytes in
      try FileContents.write(bytes, to: .standardOutput)
    }
    throw ExitCode(try known(end, of: name).shellStatus)
  }
}
