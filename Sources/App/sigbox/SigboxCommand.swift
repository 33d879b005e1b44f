import ArgumentParser

/// The command `sigbox`.
struct SigboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sigbox",
    abstract:
      "Script an init in Lua, run it as the real PID 1 of a box, and see what signals do to it.",
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(name: "Run", subcommands: [RunCommand.self, InitCommand.self]),
      CommandGroup(
        name: "Diagnose",
        subcommands: [
          ProbeCommand.self, CompareCommand.self, ExplainCommand.self, MasksCommand.self,
          ExitStatusCommand.self, SignalsCommand.self, ConformCommand.self, DoctorCommand.self,
        ]),
      CommandGroup(
        name: "Manage boxes",
        subcommands: [
          ListCommand.self, ExecCommand.self, AttachCommand.self, ProcessesCommand.self,
          LogsCommand.self, InspectCommand.self, KillCommand.self, StopCommand.self,
          WaitCommand.self, RemoveCommand.self,
        ]),
      CommandGroup(
        name: "Experiment and learn",
        subcommands: [
          TestCommand.self, ReplCommand.self, WorkshopCommand.self, ShowCommand.self,
        ]),
    ])
}
