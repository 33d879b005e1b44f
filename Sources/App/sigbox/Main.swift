import ArgumentParser
import BoxHost
import Linux
import Sandbox
import SigboxCore
import SystemPackage

@main
enum Main {
  static func main() {
    do {
      CurrentProcess.restoreEnvironment()
      let words = CurrentProcess.arguments
      try ScriptInPlace.runIfNamed(in: words)
      // If one is closed, a file opened later would take its number and get the output. An init in
      // place leaves them as they are.
      if words.dropFirst().first != "init" { try CurrentProcess.openStandardDescriptors() }
      if let options = RunCommand.simpleOptions(words) {
        CurrentProcess.exit(try BoxRun.run(options))
      }
      var command = try CommandLineParser.parse(Array(words.dropFirst()))
      try command.run()
    } catch {
      exit(with: error)
    }
  }

  /// Prints help and the version on standard output, and errors as one line on standard error.
  private static func exit(with error: any Error) -> Never {
    if let request = error as? ExitRequest { CurrentProcess.exit(request.status) }
    let failure = error as? SystemError
    if failure?.errno == .brokenPipe, failure?.subject == "standard output" {
      CurrentProcess.exitOnBrokenPipe()
    }
    HelpText.makeRoom()
    let isOwn = error is BoxFailure || error is UsageError || failure != nil
    guard isOwn || SigboxCommand.exitCode(for: error) != .success else { printHelp(error) }
    printError(line(error))
    CurrentProcess.exit((error as? BoxFailure)?.status ?? ownFailure)
  }

  private static func printHelp(_ request: any Error) -> Never {
    do {
      try printLine(HelpText.text(request))
      CurrentProcess.exit(0)
    } catch {
      exit(with: error)
    }
  }

  private static func line(_ error: any Error) -> String {
    if error is BoxFailure || error is SystemError { return Remedies.text(of: error) }
    let usage =
      error as? UsageError ?? UsageError(parserMessage: SigboxCommand.message(for: error))
    let words = Array(CurrentProcess.arguments.dropFirst())
    return CommandLineHint(words, CommandLineParser.Grammar()).line(usage)
  }
}
