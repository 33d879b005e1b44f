import ArgumentParser

/// `sigbox` with only one of its commands.
///
/// Setting up the parser for all commands takes as long as making a box. Errors, usage lines and help
/// are the same as with all of them.
struct SingleCommandRoot<Command: ParsableCommand>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: SigboxCommand.configuration.commandName,
      version: SigboxCommand.configuration.version, subcommands: [Command.self])
  }
}
