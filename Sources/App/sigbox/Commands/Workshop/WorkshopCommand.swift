import ArgumentParser
import BoxHost
import Experiments
import Reporting
import SignalModel
import Linux
import Workshop

struct WorkshopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workshop",
    abstract: "Learn what signals do to PID 1: predict, run, be checked by the kernel.",
    usage: """
      sigbox workshop [N]
      sigbox workshop COMMAND [N] [OPTIONS]
      """,
    discussion: """
      Without an argument it lists the exercises; with the number of one it starts it. start N shows \
      an exercise and writes its script into this directory, predict N WORD answers its question, and \
      check N checks the script against the kernel.

      Without N a command but reset means the current exercise: the one you worked on last, or, once \
      that is passed, the first that is not.

      The language is that of --lang, or else of SIGBOX_LANG (en or zh), or else of the locale \
      (LC_ALL, LC_MESSAGES, LANG).
      """,
    subcommands: [
      WorkshopList.self, WorkshopStart.self, WorkshopPredict.self, WorkshopCheck.self,
      WorkshopHint.self, WorkshopSolution.self, WorkshopReset.self, WorkshopWatch.self,
      WorkshopVerify.self, WorkshopOpen.self,
    ],
    defaultSubcommand: WorkshopOpen.self)
}

/// `sigbox workshop` and `sigbox workshop 4`.
struct WorkshopOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "List the exercises, or start one.", shouldDisplay: false)

  @Argument(help: ArgumentHelp("The number or the name of an exercise.", valueName: "n"))
  var words: [String] = []

  @OptionGroup var list: WorkshopList

  func run() throws {
    guard let word = words.first else { return try list.run() }
    guard let exercise = try? Exercise(word) else { throw Self.unknown(word) }
    if words.count > 1 {
      throw ValidationError("unexpected argument '\(words[1])': one exercise is started at a time")
    }
    if list.json { throw ValidationError("--json is for the list: leave '\(word)' out") }
    try list.options.start(exercise)
  }

  private static func unknown(_ word: String) -> ValidationError {
    let commands = WorkshopCommand.configuration.subcommands.compactMap {
      $0.configuration.shouldDisplay ? $0.configuration.commandName : nil
    }
    let meant = Suggestion.nearest(to: word, among: commands + Course.names)
    let advice =
      meant.map { "did you mean 'sigbox workshop \($0)'?" }
      ?? "1 to \(Course.names.count), or \(commands.joined(separator: ", "))"
    return ValidationError("no exercise or command '\(word)': \(advice)")
  }
}

/// What all commands of the workshop have.
struct WorkshopOptions: ParsableArguments {
  @Option(
    help: "The language of texts, en or zh (default: SIGBOX_LANG, or the locale's).",
    transform: { text in
      guard let language = Language(rawValue: text) else {
        throw ValidationError("unknown language '\(text)': use en or zh")
      }
      return language
    })
  var lang: Language?

  var language: Language { lang ?? .ofEnvironment }

  var text: WorkshopText { WorkshopText(language, on: .standardOutput) }

  /// Opens the learner's progress.
  func progress() throws -> Progress {
    guard let place = Progress.place else {
      throw BoxFailure(
        status: ownFailure, "no place for the workshop's progress: set HOME or XDG_STATE_HOME")
    }
    return try Progress(place, newSeed: UInt64(Instant.now.nanoseconds & 0x7fff_ffff))
  }

  /// Opens the course for a learner.
  func course(_ progress: Progress) -> Course { .embedded(seed: progress.seed, language) }
}

extension Course {
  /// The exercises of the binary; a check may take as long as the busiest machine needs.
  static func embedded(seed: UInt64, _ language: Language) -> Course {
    Course(seed: seed, language: language) { arguments in
      .embedded("experiment/workshop", arguments, directory: nil, timeLimit: .seconds(600))
    }
  }
}
