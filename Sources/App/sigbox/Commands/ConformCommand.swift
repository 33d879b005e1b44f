import ArgumentParser
import SigboxCore

struct ConformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Check the signal model against this kernel, with randomized processes in boxes.",
    discussion: """
      Dispositions, threads, masks, waits, pending signals, senders and roles are random. The effect, \
      the pending signals, what handlers and waits got and, for root, the kernel's trace must be what \
      the model predicts. The same seed makes the same processes. The exit status is 3 if model and kernel disagree.
      """)

  @Option(
    help: ArgumentHelp("Minimum number of signals to send, 1 to 1000000.", valueName: "number"))
  var cases = 1000

  @Option(help: ArgumentHelp("Seed for random choices. (default: random)", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Also write what was seen of each signal to a file, one JSON object per line. (default: none)",
      valueName: "file"))
  var record: String?

  func run() throws {
    try finish(with: ConformanceRun.run(cases: cases, seed: seed, record: record))
  }
}
