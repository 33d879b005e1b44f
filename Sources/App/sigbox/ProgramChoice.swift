import BoxProtocol
import BoxHost
import EmbeddedLua
import SignalModel
import Linux
import Sandbox
import SystemPackage

/// What the words of a command line choose to run as PID 1.
struct ProgramChoice {
  let program: BoxConfiguration.Program
  /// The name in reports.
  let name: String
  private var visiblePaths: [String] = []

  /// A line about something else that was perhaps meant.
  private var note: String?

  /// Reads a script where one is named.
  ///
  /// - Parameters:
  ///   - words: A script or a built-in init, and arguments.
  ///   - command: What stands after `--`: a command, or further arguments.
  ///   - place: Where they were named.
  /// - Throws: What reading the script throws; `BoxFailure` for one that is not Lua.
  init(words: [String], command: [String], at place: CommandPlace) throws {
    guard let word = words.first else {
      guard let executable = command.first else { throw Self.nothing }
      program = .command(command.map(ArgumentText.bytes))
      name = executable
      if let option = command.dropFirst().first(where: { ["--send", "--expect"].contains($0) }) {
        note = "\(option) is passed to \(name): options of sigbox go before --"
      }
      let given = ArgumentText.path(name)
      if name.contains("/"), let path = FileSystem.resolve(given) {
        // The name as given, if it is absolute, is what execve will look for.
        visiblePaths = [path.string, given.isAbsolute ? given.string : path.string]
      }
      return
    }
    if word.isEmpty { throw Self.nothing }
    let builtIn = BuiltInInit(word)
    name = builtIn?.title ?? word
    if builtIn?.takesArguments == false, let path = CommandSearch.path(of: word) {
      note = "\(word): the built-in imitation, not \(path): to run that: \(place.line([word]))"
    }
    let script = try Self.script(word, arguments: words.dropFirst() + command, at: place)
    program = .script(script)
    visiblePaths = script.directory.map { [$0] } ?? []
  }

  private static let nothing = BoxFailure(
    status: ownFailure, "an empty name: give a script, a built-in init, or -- COMMAND")

  /// Says that imitations run, where programs of their names could have been meant.
  static func tell(_ choices: [ProgramChoice]) {
    let lines = choices.compactMap(\.note)
    guard !lines.isEmpty else { return }
    // Nobody misses it where it cannot be written.
    try? BoxRun.tell(lines.joined(separator: "; "))
  }

  /// Reads a script: a built-in init by its name, else a file.
  static func script(
    _ name: String, arguments: some Sequence<String>, at place: CommandPlace
  ) throws -> BoxConfiguration.Script {
    let arguments = Array(arguments)
    let bytes = arguments.map(ArgumentText.bytes)
    if let builtIn = BuiltInInit(name) {
      if !arguments.isEmpty, !builtIn.takesArguments {
        throw refusal(of: [name] + arguments, at: place)
      }
      return .init(name: name, source: builtIn.source, arguments: bytes, directory: nil)
    }
    let source = try read(name, at: place)
    if let foreign = ForeignScript(name, source) {
      throw BoxFailure(
        status: ownFailure,
        "\(name == "-" ? "standard input" : name): this is not a Lua script: \(place.line(foreign.command + arguments))"
      )
    }
    let directory = FileSystem.directory(of: ArgumentText.path(name))?.string ?? "."
    return .init(name: name, source: source, arguments: bytes, directory: directory)
  }

  /// Why an imitation takes no arguments: the program itself was meant, with them.
  static func refusal(of words: [String], at place: CommandPlace) -> BoxFailure {
    // An imitation of no program, as `c`: what follows is the program.
    let isProgram =
      CommandSearch.path(of: words[0]) == nil && CommandSearch.path(of: words[1]) != nil
    return BoxFailure(
      status: ownFailure,
      "\(words[0]) is a built-in imitation and takes no arguments: to run your program: "
        + place.line(isProgram ? Array(words.dropFirst()) : words))
  }

  /// The script of a command line that is nothing but a script's, for which no parser is needed: of
  /// `sigbox init`, or of the name of a built-in init in the place of the original.
  static func inPlace(_ words: [String]) throws -> BoxConfiguration.Script? {
    guard let path = words.first else { return nil }
    let name = ArgumentText.path(path).lastComponent?.string ?? ""
    guard ["tini", "dumb-init"].contains(name) else {
      guard words.count > 2, words[1] == "init", !words[2].hasPrefix("-") else { return nil }
      return try script(words[2], arguments: words[3...], at: .`init`)
    }
    var script = try script(name, arguments: words.dropFirst(), at: .`init`)
    // Their messages begin with the name as it was given.
    script.name = path
    return script
  }

  /// Whether a script runs, which reports over the channel.
  var isScript: Bool {
    if case .script = program { return true }
    return false
  }

  /// The box that the program gets unless more is said.
  var configuration: BoxConfiguration { .standard(program, visible: visiblePaths) }

  private static func read(_ word: String, at place: CommandPlace) throws -> [UInt8] {
    do {
      return word == "-"
        ? try FileContents.read(FileDescriptor.standardInput)
        : try FileContents.read(ArgumentText.path(word))
    } catch {
      var failure = error
      failure.operation = "read the script"
      if error.errno == .noSuchFileOrDirectory { failure.remedy = remedy(for: word, at: place) }
      if error.errno == .isDirectory { failure.remedy = "name a Lua file in it" }
      throw failure
    }
  }

  /// What was meant by the name of a file that is not there.
  private static func remedy(for word: String, at place: CommandPlace) -> String {
    if word.contains("/") || word.hasSuffix(".lua") { return "" }
    let isCommand = CommandSearch.path(of: word) != nil
    if !isCommand, word.utf8.count > 2,
      let near = Suggestion.nearest(to: word, among: BuiltInInit.names)
    {
      return "did you mean the built-in init '\(near)'?"
    }
    return place.remedy(word.split(separator: " ").map(String.init))
      + (isCommand ? "" : "; built-in inits are \(BuiltInInit.names.joined(separator: ", "))")
  }
}
