import ArgumentParser
import BoxHost
import Reporting
import EmbeddedLua
import SignalModel
import Linux
import SystemPackage
import Workshop

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a built-in init, a policy, an experiment, an exercise or documentation.",
    discussion: """
      Without a name it lists all. A name is that of an init (tini), a policy (sigbox.init), a module \
      (signal), a function or a type (signal.wait, signal.Info), an experiment (zombies) or an \
      exercise of the workshop (4).
      """)

  @Argument(help: "What to show.") var name: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    guard let name else { return try print(Self.list(on: .standardOutput)) }
    if let exercise = Course.name(name) {
      let sheet = try Course.embedded(seed: 1, options.language).sheet(exercise)
      let number = Exercise(name: exercise).number
      return try print(options.text.exercise(sheet, number: number))
    }
    switch Library.text(name) {
    case .source(let source): try FileContents.write(source, to: .standardOutput)
    case .documentation(let text): try print(Canvas.standardOutput.fill(text))
    case nil: throw BoxFailure(status: ownFailure, Self.unknown(name))
    }
  }

  private static var groups: [Library.Group] {
    Library.groups + [.init(title: "Exercises of the workshop", names: Course.names)]
  }

  private static func list(on canvas: Canvas) -> String {
    groups.map { group in
      canvas.wrap("\(group.title):\n  \(group.names.joined(separator: "  "))")
    }.joined(separator: "\n\n")
      + "\n\nsigbox show NAME prints one; sigbox show signal.wait prints a function's documentation."
  }

  private static func unknown(_ name: String) -> String {
    let all = groups.flatMap(\.names) + Library.functions
    let near = Suggestion.nearest(to: name, among: all)
    let remedy = near.map { "did you mean \($0)?" } ?? "sigbox show lists all"
    return "unknown name '\(name)': \(remedy)"
  }
}
