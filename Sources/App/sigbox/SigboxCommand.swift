import ArgumentParser

/// The command `sigbox`.
struct SigboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sigbox",
    abstract:
      "Script an init in Lua, run it as the real PID 1 of a box, see what signals do to it.",
    version: Version.text,
    subcommands: [
      RunCommand.self, ProbeCommand.self, CompareCommand.self, ExplainCommand.self,
      MasksCommand.self, ExitStatusCommand.self, ConformCommand.self, TestCommand.self,
      ReplCommand.self,
      WorkshopCommand.self,
      InitCommand.self,
      ListCommand.self,
      ExecCommand.self,
      ProcessesCommand.self,
      KillCommand.self, StopCommand.self, WaitCommand.self, LogsCommand.self, InspectCommand.self,
      AttachCommand.self, RemoveCommand.self, DoctorCommand.self, SignalsCommand.self,
      ShowCommand.self,
    ])
}
