import ArgumentParser
import BoxHost
import SignalModel
import Linux
import SystemPackage

struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Show what a box in the background writes, and pass input and signals on to it.",
    discussion: """
      Ctrl-P Ctrl-Q leaves a box with a terminal to itself, and so does the third Ctrl-C that PID 1 \
      takes no notice of. The exit status is the box's, or 0 then. \
      Input needs a box that was started with -i or -t.
      """)

  @Argument(help: "The box's name.")
  var name: String

  func run() throws {
    let registry = try BoxRegistry()
    let box = try RunningBox.named(name, in: registry)
    let interrupts = Interrupts(box.process.pid, third: "leaves the box to itself")
    let parting = try box.attach(
      at: registry.directory(name), endsAtInterrupt: interrupts.shouldEnd
    ) { bytes in
      try FileContents.write(bytes, to: .standardOutput)
    }
    guard case .ended(let end) = parting else { return }
    throw ExitCode(try known(end, of: name).shellStatus)
  }
}
