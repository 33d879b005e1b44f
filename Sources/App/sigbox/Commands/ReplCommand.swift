import ArgumentParser
import BoxProtocol
import BoxHost
import Experiments
import LineEditing
import SignalModel
import Linux
import SystemPackage

struct ReplCommand: ParsableCommand, TakesCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Try signals on a living box at a prompt: box:kill \"TERM\", box:ps().",
    usage: "sigbox repl [INIT | -- COMMAND [ARGS...]]",
    discussion: """
      Lines are Lua with the module experiment; `box` is the box at hand, and new("go") makes another. \
      Tab completes, Ctrl-R searches the history, Ctrl-C gives up a line or ends what it runs. help \
      lists what to type; exit, quit and Ctrl-D leave.
      """)

  @Argument(help: "The built-in init or the script in the box (default: bash).")
  var initName: String?

  var words: [String] { [initName].compactMap { $0 } }

  var command: [String] = []

  func run() throws {
    if let initName {
      // What cannot run is said before anything is made.
      ProgramChoice.tell([try ProgramChoice(words: [initName], command: command, at: .repl)])
    }
    let program = [initName ?? ""] + command
    let script = ConfinedScript.embedded(
      "experiment/repl", program.map(ArgumentText.bytes), directory: nil, timeLimit: nil)
    try Guardian.restoring(.standardInput) {
      let repl = try Repl(script)
      defer { repl.end() }
      try repl.run()
    }
  }
}

/// The prompt, and the script behind it.
private final class Repl {
  private let script: ConfinedScript
  private var session: Session
  private var interrupts: SignalDescriptor

  init(_ script: ConfinedScript) throws {
    self.script = script
    session = try script.start()
    // Behind the start, which sets up all signals anew.
    interrupts = try SignalDescriptor(SignalSet([.int]))
    try expect("ready")
  }

  func end() { session.end() }

  func run() throws {
    let editor = LineEditor("sigbox", history: Self.history) { [self] in complete($0) }
    if editor != nil { try print("box is the box at hand; help lists what to type, exit leaves") }
    var text = ""
    while true {
      switch read(editor, prompt: text.isEmpty ? "> " : ">> ") {
      case .end:
        if editor != nil { try print("") }
        return
      case .interrupted:
        try print("")
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
    /// The text continues in the next line.
    case more
    case leave
  }

  /// Runs a text.
  private func execute(_ text: String) throws -> Outcome {
    guard session.tell(KeyedMessage([("text", Array(text.utf8))])) else { throw Self.hasEnded }
    return try expect("done", "more", "leave").flatMap { Outcome(rawValue: $0) } ?? .done
  }

  /// Waits for a message of one of these kinds.
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
        // Whatever the line was at, nothing of it is left.
        session.end()
        session = try script.start()
        interrupts = try SignalDescriptor(SignalSet([.int]))
        try print("\ninterrupted: this is a new box")
        try expect("ready")
        return nil
      case .time: break
      case .ended: throw Self.hasEnded
      }
    }
  }

  private static var hasEnded: BoxFailure {
    BoxFailure(status: ownFailure, "the prompt's script has ended: see what it wrote")
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

  /// The file that keeps the history, where there is a place for it.
  private static var history: String? {
    guard let place = StateDirectory.place, (try? FileSystem.makeDirectories(place)) != nil else {
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
