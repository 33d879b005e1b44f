import LuaAPI
import ArgumentParser
import BoxHost
import BoxInit
import Linux
import Sandbox
import SystemPackage

/// The exit status of sigbox's own failures, as docker has it.
let ownFailure: Int32 = 125

@main
enum Main {
  static func main() {
    do {
      CurrentProcess.restoreEnvironment()
      let words = CurrentProcess.arguments
      if let script = try ProgramChoice.inPlace(words) { try BoxInit.runInPlace(script) }
      // A file that is opened in their place would get the output. An init in place keeps them.
      if words.dropFirst().first != "init" { try CurrentProcess.openStandardDescriptors() }
      if let run = try BoxRun(plain: words) { CurrentProcess.exit(try run.run()) }
      var command = try parse(Array(words.dropFirst()))
      try command.run()
    } catch {
      exit(with: error)
    }
  }

  /// What stands after `--` is not the parser's: it may be a command with options of its own.
  static func parse(_ typed: [String]) throws -> any ParsableCommand {
    let words = Spelling.own(typed)
    let line = words.prefix { $0 != "--" }
    let takesCommand = words.first.flatMap(command) is any TakesCommand.Type
    // The parser would print its own version where a program's was asked for.
    let beforeVersion = line.prefix { $0 != "--version" }
    if takesCommand, beforeVersion.count < line.count,
      (try? parsed(beforeVersion) as? any TakesCommand)?.words.isEmpty == false
    {
      throw ValidationError("Unknown option '--version'")
    }
    if takesCommand, let refusal = OptionHint.misreading(Array(line)) {
      throw BoxFailure(status: ownFailure, refusal)
    }
    if line.first == "help", let name = line.dropFirst().first, !name.hasPrefix("-"),
      name != "help", command(name) == nil
    {
      throw ValidationError("no such command")
    }
    if takesCommand, line.count < words.count,
      var parsed = try? parsed(line) as? any TakesCommand
    {
      parsed.command = Array(words[(line.endIndex + 1)...])
      return parsed
    }
    return try parsed(words[...])
  }

  /// The command of a name, as typed.
  static func command(_ name: String) -> (any ParsableCommand.Type)? {
    SigboxCommand.configuration.subcommands.first {
      $0.name == name || $0.configuration.aliases.contains(name)
    }
  }

  /// Parses for the command that is named alone, because all of them take as long as a box.
  ///
  /// Where that fails, all say why. Help needs all, because it shows the whole command.
  static func parsed(_ words: ArraySlice<String>) throws -> any ParsableCommand {
    let asksForHelp = words.contains { ["-h", "--help"].contains($0) }
    if !asksForHelp, let named = words.first.flatMap(command),
      let parsed = try? named.parseAsRoot(Array(words.dropFirst()))
    {
      return parsed
    }
    return try SigboxCommand.parseAsRoot(Array(words))
  }

  /// Help and version go to standard output; a wrong command line is one line on standard error, and
  /// a pipe that nobody reads none.
  private static func exit(with error: any Error) -> Never {
    if let code = error as? ExitCode { CurrentProcess.exit(code.rawValue) }
    let failure = error as? SystemError
    if failure?.errno == .brokenPipe, failure?.subject == "standard output" {
      CurrentProcess.exitOnBrokenPipe()
    }
    HelpText.makeRoom()
    let isOwn = error is BoxFailure || failure != nil
    guard isOwn || SigboxCommand.exitCode(for: error) != .success else { printHelp(error) }
    tell(error)
    CurrentProcess.exit((error as? BoxFailure)?.status ?? ownFailure)
  }

  private static func printHelp(_ request: any Error) -> Never {
    do {
      try print(HelpText.text(request))
      CurrentProcess.exit(0)
    } catch {
      exit(with: error)
    }
  }

  /// Says what went wrong, in one line on standard error; where that is closed there is nobody to
  /// tell.
  static func tell(_ error: any Error) {
    // Words with newlines may be quoted in it.
    let line = line(error).split(whereSeparator: \.isNewline).joined(separator: " ")
    try? BoxRun.tell(line)
  }

  private static func line(_ error: any Error) -> String {
    if error is BoxFailure || error is SystemError { return Remedies.text(of: error) }
    return CommandLineHint.line(
      SigboxCommand.message(for: error), Array(CurrentProcess.arguments.dropFirst()))
  }
}
