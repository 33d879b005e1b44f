import ArgumentParser

struct WorkshopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workshop",
    abstract: "Learn what signals do to PID 1: predict, run, and let the kernel check.",
    usage: """
      sigbox workshop [N]
      sigbox workshop COMMAND [N] [OPTIONS]
      """,
    discussion: """
      Without arguments, it lists the exercises; with the number of one, it starts it. start N shows \
      an exercise and writes its script into the current directory. predict N WORD answers its \
      question. check N checks the script against the kernel.

      Without N, commands use the current exercise: the one you worked on last, or, once that is \
      passed, the first that is not. Only reset always needs N.

      The language is that of --lang, otherwise of SIGBOX_LANG (en or zh), otherwise of the locale \
      (LC_ALL, LC_MESSAGES, LANG).
      """,
    subcommands: [
      WorkshopList.self, WorkshopStart.self, WorkshopPredict.self, WorkshopCheck.self,
      WorkshopHint.self, WorkshopSolution.self, WorkshopReset.self, WorkshopWatch.self,
      WorkshopNew.self, WorkshopVerify.self, WorkshopOpen.self,
    ],
    defaultSubcommand: WorkshopOpen.self)
}
