internal import BoxHost
internal import EmbeddedLua
internal import Linux
internal import Reporting
internal import SignalModel
internal import SystemPackage
internal import Workshop

/// Shows the Lua files and the documentation in the binary.
package enum LibraryReport {
  /// Carries out `sigbox show`.
  package static func show(_ name: String?, _ session: WorkshopSession) throws {
    guard let name else { return try printLine(list(on: .standardOutput)) }
    if let exercise = Course.name(name) {
      let sheet = try Course.embedded(seed: 1, session.language).sheet(exercise)
      let number = Exercise(name: exercise).number
      return try printLine(session.text.exercise(sheet, number: number))
    }
    switch Library.text(name) {
    case .source(let source): try FileContents.write(source, to: .standardOutput)
    case .documentation(let text): try printLine(Canvas.standardOutput.fill(text))
    case nil: throw BoxFailure(status: ownFailure, unknown(name))
    }
  }

  static var names: [String] { groups.flatMap(\.names) + Library.functions }

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
    let near = Suggestion.nearest(to: name, among: names)
    let remedy = near.map { "did you mean \($0)?" } ?? "sigbox show lists all"
    return "unknown name '\(name)': \(remedy)"
  }
}
