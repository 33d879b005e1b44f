import ArgumentParser
import SigboxCore

struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Show the output of a background box, and send it input and signals.",
    discussion: """
      Input needs a box that was started with -i or -t. Ctrl-P Ctrl-Q detaches from a box with a \
      terminal. The third Ctrl-C without effect on PID 1 detaches from any box. The exit status is \
      that of the box, or 0 after detaching.
      """)

  @OptionGroup var box: BoxNameArgument

  func run() throws { try finish(with: BoxManagement.attach(to: box.name)) }
}
