import LuaAPI
import WorkerPool
import Conformance
import ArgumentParser
import BoxHost
import BoxInit
import Probing
import Reporting
import EmbeddedLua
import Linux
import SystemPackage

struct ConformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Hold the rule of signals against this kernel, with random processes in real boxes.",
    discussion: """
      Dispositions, masks, pending signals, senders and roles are random; effect, pending signals and \
      (for root) the kernel's own record must be what the rule says. The same seed makes the same \
      experiments. The exit status is 3 when they differ.
      """)

  @Option(help: ArgumentHelp("How many signals are sent.", valueName: "count"))
  var cases = 1000

  @Option(help: ArgumentHelp("What random choices start from.", valueName: "number"))
  var seed: UInt64?

  func run() throws {
    guard (1...1_000_000).contains(cases) else {
      throw ValidationError("--cases takes 1 to 1000000")
    }
    let seed = seed ?? UInt64.random(in: 0..<1_000_000)
    let conformance = Conformance(
      seed: seed, cases: cases, script: Scripts.text("sigbox/subject") ?? []
    ) { BoxInit.run($0, socket: $1) }
    let bar = ProgressBar("cases")
    defer { bar.clear() }
    do {
      let report = try conformance.run { bar.show(min($0, cases), of: cases) }
      bar.clear()
      try print(
        report.text(
          seed: seed, kernel: ProcFiles.kernelRelease, on: .standardOutputRecords))
      if !report.differences.isEmpty { throw ExitCode(3) }
    } catch let failure as WorkerFailure {
      throw BoxFailure(status: failure.status, failure.description)
    }
  }
}
