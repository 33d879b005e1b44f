internal import BoxHost
internal import BoxProtocol
internal import Experiments
internal import LineEditing
internal import Linux
internal import SignalModel
internal import SystemPackage

/// The prompt of `sigbox repl`, and the script that executes its lines.
package final class Repl {
  private let script: ConfinedScript
  private var session: Session
  private var interrupts: SignalDescriptor

  /// Carries out `sigbox repl`, whose default init is bash.
  package static func run(_ initName: String?, command: [String]) throws {
    if let initName {
      // Reports a program that cannot run before anything is made.
      ProgramChoice.printNotes(
        [try ProgramChoice(words: [initName], command: command, at: .repl)])
    }
    let program = [initName ?? ""] + command
    let script = ConfinedScript.embedded(
      "experiment/repl", program.map(ArgumentText.bytes), directory: nil, timeLimit: nil)
    try Guardian.restoring(.standardInput) {
      let repl = try Repl(script)
      defer { repl.session.end() }
      try repl.run()
    }
  }

  private init(_ script: ConfinedScript) throws {
    self.script = script
    session = try script.start()
    // After the start, which resets all signals.
    interrupts = try SignalDescriptor(SignalSet([.int]))
    try expect("ready")
  }

  private func run() throws {
    let editor = LineEditor("sigbox", history: Self.history) { [self] in complete($0) }
    if editor != nil { try printLine("box is the current box; help lists commands, exit leaves") }
    var text = ""
    while true {
      switch read(editor, prompt: text.isEmpty ? "> " : ">> ") {
      case .end:
        if editor != nil { try printLine("") }
        return
      case .interrupted:
        try printLine("")
        text = ""
      case .line(let line):
        text += (text.isEmpty ? "" : "\n") + line
        if text.allSatisfy(\.isWhitespace) { text = "" }
        if text.isEmpty { continue }
        switch try execute(text) {
        case .done: text = ""
        case .more: break
        case .leave: return
        }
      }
    }
  }

  private func read(_ editor: LineEditor?, prompt: String) -> LineEditor.Reading {
    if let editor { return editor.read(prompt: prompt) }
    return Swift.readLine().map { .line($0) } ?? .end
  }

  private enum Outcome: String {
    case done
    /// The text is incomplete and continues in the next line.
    case more
    case leave
  }

  private func execute(_ text: String) throws -> Outcome {
    guard session.tell(KeyedMessage([("text", Array(text.utf8))])) else { throw Self.hasEnded }
    return try expect("done", "more", "leave").flatMap { Outcome(rawValue: $0) } ?? .done
  }

  /// Waits for a message of one of these kinds, and returns its kind, or nil after an interrupt.
  @discardableResult
  private func expect(_ kinds: String...) throws -> String? {
    while true {
      switch try session.next(also: [interrupts.descriptor]) {
      case .told(let message):
        if let reason = message["message"], message["kind"] == "failed" {
          throw BoxFailure(status: ownFailure, reason)
        }
        if let kind = message["kind"], kinds.contains(kind) { return kind }
      case .readable:
        while try interrupts.next() != nil {}
        // A new box, because the interrupted line may have left anything in the old one.
        session.end()
        session = try script.start()
        interrupts = try SignalDescriptor(SignalSet([.int]))
        try printLine("\ninterrupted: this is a new box")
        try expect("ready")
        return nil
      case .time: break
      case .ended: throw Self.hasEnded
      }
    }
  }

  private static var hasEnded: BoxFailure {
    BoxFailure(status: ownFailure, "the script of the prompt has exited: see its output above")
  }

  private func complete(_ text: String) -> LineEditor.Completion {
    let none = LineEditor.Completion(insertion: "", choices: [])
    guard session.tell(KeyedMessage([("complete", Array(text.utf8))])),
      case .told(let message)? = try? session.next(), message["kind"] == "completion"
    else { return none }
    let word = message["word"] ?? ""
    let names = (message["names"] ?? "").split(separator: " ").map(String.init)
    guard let first = names.first else { return none }
    let common = names.reduce(first) { $0.commonPrefix(with: $1) }
    let insertion = String(common.dropFirst(word.count))
    return .init(
      insertion: insertion, choices: insertion.isEmpty && names.count > 1 ? names : [])
  }

  /// The file of the history, or nil if there is no state directory, or something else has the name.
  private static var history: String? {
    guard let place = StateDirectory.place,
      let directory = try? StateDirectory.open(place, creating: true)
    else { return nil }
    do throws(SystemError) {
      _ = try directory.read("history", limit: 1 << 20)
    } catch let error where error.errno == .noSuchFileOrDirectory {
    } catch {
      printError("the history is not kept: \(error)")
      return nil
    }
    return place.appending("history").string
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
