import ArgumentParser
import Boxes
import Experiments
import Reporting
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workshop",
    abstract: "Learn what signals do to PID 1: predict, run, be checked by the kernel.",
    discussion: """
      Without a command it lists the exercises. start N shows one and writes its script into this \
      directory, predict N WORD answers its question, and check N holds the script against the kernel.
      """,
    subcommands: [
      WorkshopList.self, WorkshopStart.self, WorkshopPredict.self, WorkshopCheck.self,
      WorkshopHint.self, WorkshopSolution.self, WorkshopReset.self, WorkshopWatch.self,
      WorkshopVerify.self,
    ],
    defaultSubcommand: WorkshopList.self)
}

/// What all commands of the workshop have.
struct WorkshopOptions: ParsableArguments {
  @Option(
    help: "The language of texts from now on: en or zh; at first that of the locale.",
    transform: { text in
      guard let language = Language(rawValue: text) else {
        throw ValidationError("no language '\(text)': en or zh")
      }
      return language
    })
  var lang: Language?

  func text(_ progress: Progress) -> WorkshopText {
    WorkshopText(progress.language ?? .ofLocale, on: .standardOutput)
  }

  /// Opens the learner's progress.
  func progress() throws -> Progress {
    guard let place = Progress.place else {
      throw BoxFailure(
        status: ownFailure, "no place for the workshop's progress: set HOME or XDG_STATE_HOME")
    }
    var progress = try Progress(place, newSeed: UInt64(Instant.now.nanoseconds & 0x7fff_ffff))
    if let lang, lang != progress.language {
      progress.language = lang
      try progress.save()
    }
    return progress
  }

  /// Opens the course for a learner.
  func course(_ progress: Progress) -> Course {
    Course(seed: progress.seed, language: progress.language ?? .ofLocale) { arguments in
      .embedded("experiment/workshop", arguments, directory: nil, timeLimit: .seconds(90))
    }
  }
}

/// An exercise, by its number or its name.
struct ExerciseArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The number or the name of an exercise.", valueName: "n"))
  var exercise: String

  var chosen: Exercise { get throws { try Exercise(exercise) } }
}

/// An exercise as learners know it.
struct Exercise {
  let name: String

  init(name: String) { self.name = name }

  /// Finds one by its number or its name.
  init(_ word: String) throws {
    guard let name = Course.name(word) else {
      throw ValidationError(
        "no exercise '\(word)': 1 to \(Course.names.count), as sigbox workshop lists them")
    }
    self.name = name
  }

  var number: Int { Int(name.prefix { $0.isNumber }) ?? 0 }
  /// The script in the learner's directory.
  var file: String { "\(name).lua" }
  /// The one that comes next.
  var next: Exercise? {
    Course.names.first { $0 > name }.map { Exercise(name: $0) }
  }
}
