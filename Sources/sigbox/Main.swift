import ArgumentParser
import Boxes
import InitRuntime
import SystemCalls
import SystemPackage

/// The exit status of sigbox's own failures, as docker has it.
let ownFailure: Int32 = 125

@main
enum Main {
  static func main() {
    do {
      Host.restoreEnvironment()
      let words = Host.arguments
      if let script = try ProgramChoice.inPlace(words) { try BoxInit.runInPlace(script) }
      // A file that is opened in their place would get the output. An init in place keeps them.
      if words.dropFirst().first != "init" { try Host.openStandardDescriptors() }
      if let run = try BoxRun(plain: words) { Host.exit(try run.run()) }
      var command = try parse(Array(words.dropFirst()))
      try command.run()
    } catch {
      exit(with: error)
    }
  }

  /// What stands behind `--` is not the parser's: it may be a command with options of its own.
  static func parse(_ words: [String]) throws -> any ParsableCommand {
    if let terminator = words.firstIndex(of: "--"),
      var parsed = try? parsed(words[..<terminator]) as? any TakesCommand
    {
      parsed.command = Array(words[(terminator + 1)...])
      return parsed
    }
    return try parsed(words[...])
  }

  /// Parses for the command that is named alone, for all of them take as long as a box; where that
  /// fails the words of all say why.
  private static func parsed(_ words: ArraySlice<String>) throws -> any ParsableCommand {
    let named = SigboxCommand.configuration.subcommands.first {
      $0.configuration.commandName == words.first
    }
    if let parsed = try? named?.parseAsRoot(Array(words.dropFirst())) { return parsed }
    return try SigboxCommand.parseAsRoot(Array(words))
  }

  /// Help and version go to standard output; a wrong command line is one line on standard error, and
  /// a pipe that nobody reads none.
  private static func exit(with error: any Error) -> Never {
    if let code = error as? ExitCode { Host.exit(code.rawValue) }
    let failure = error as? SystemError
    if failure?.errno == .brokenPipe, failure?.subject == "standard output" {
      Host.exitOnBrokenPipe()
    }
    HelpText.makeRoom()
    let isOwn = error is BoxFailure || failure != nil
    guard isOwn || SigboxCommand.exitCode(for: error) != .success else { printHelp(error) }
    tell(error)
    Host.exit((error as? BoxFailure)?.status ?? ownFailure)
  }

  private static func printHelp(_ request: any Error) -> Never {
    do {
      try print(HelpText.text(request))
      Host.exit(0)
    } catch {
      exit(with: error)
    }
  }

  /// Says what went wrong, in one line on standard error; where that is closed there is nobody to
  /// tell.
  static func tell(_ error: any Error) {
    try? BoxRun.tell(line(error))
  }

  private static func line(_ error: any Error) -> String {
    if error is BoxFailure || error is SystemError { return "\(error)" }
    return CommandLineHint.line(
      SigboxCommand.message(for: error), Array(Host.arguments.dropFirst()))
  }
}
