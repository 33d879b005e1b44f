import ArgumentParser
import SigboxCore
import Workshop

/// What all commands of the workshop take.
struct WorkshopArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Language of texts, en or zh. (default: SIGBOX_LANG, or the locale)",
      valueName: "language"),
    completion: .list(["en", "zh"]),
    transform: OptionValue.language)
  var lang: Language?

  var session: WorkshopSession { WorkshopSession(lang) }
}
