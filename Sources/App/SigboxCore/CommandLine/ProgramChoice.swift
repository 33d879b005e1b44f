internal import BoxHost
internal import BoxProtocol
internal import EmbeddedLua
internal import Linux
internal import Sandbox
internal import SignalModel
internal import SystemPackage

/// The program that a command line chooses to run as PID 1.
struct ProgramChoice {
  let program: BoxConfiguration.Program
  /// The name in reports.
  var name: String
  private var visiblePaths: [String] = []

  /// A hint that something else may have been meant.
  private var note: String?

  /// Chooses a program, and reads the script if one is named.
  ///
  /// - Parameters:
  ///   - words: A script or a built-in init, and its arguments.
  ///   - command: The words after `--`: a command, or further arguments of the script.
  ///   - place: Where the program was named, for hints.
  /// - Throws: ``BoxFailure`` if the name is empty or the file is not Lua; errors of reading it.
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
        // execve looks for an absolute path as it was given.
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

  /// Prints the notes of programs, such as that an imitation runs instead of the real program.
  static func printNotes(_ choices: [ProgramChoice]) {
    let lines = choices.compactMap(\.note)
    guard !lines.isEmpty else { return }
    // A note that cannot be written is no reason to fail.
    try? printNotice(lines.joined(separator: "; "))
  }

  /// Reads a built-in init by its name, otherwise a file.
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
    let (source, directory) = try read(name, at: place)
    if let foreign = ForeignScript(name, source) {
      throw BoxFailure(
        status: ownFailure,
        "\(name == "-" ? "standard input" : name): this is not a Lua script: "
          + place.line(foreign.command + arguments)
      )
    }
    return .init(name: name, source: source, arguments: bytes, directory: directory)
  }

  /// The built-in tini with these options, in front of a command.
  static func tini(_ options: [String], _ command: [[UInt8]]) -> BoxConfiguration.Program? {
    BuiltInInit("tini").map {
      .script(
        .init(
          name: "tini", source: $0.source, arguments: options.map { Array($0.utf8) } + command,
          directory: nil))
    }
  }

  /// The error for an imitation with arguments: the real program was probably meant.
  static func refusal(of words: [String], at place: CommandPlace) -> BoxFailure {
    // `c` imitates no existing program: the program is what follows.
    let isProgram =
      CommandSearch.path(of: words[0]) == nil && CommandSearch.path(of: words[1]) != nil
    return BoxFailure(
      status: ownFailure,
      "\(words[0]) is a built-in imitation and takes no arguments: to run your program: "
        + place.line(isProgram ? Array(words.dropFirst()) : words))
  }

  /// The script of `sigbox init SCRIPT`, or of sigbox called as `tini` or `dumb-init`.
  ///
  /// Such a command line belongs to the script and needs no parser. Nil for all others.
  static func inPlace(_ words: [String]) throws -> BoxConfiguration.Script? {
    guard let path = words.first else { return nil }
    let name = ArgumentText.path(path).lastComponent?.string ?? ""
    guard ["tini", "dumb-init"].contains(name) else {
      guard words.count > 2, words[1] == "init", !words[2].hasPrefix("-") else { return nil }
      return try script(words[2], arguments: words[3...], at: .`init`)
    }
    var script = try script(name, arguments: words.dropFirst(), at: .`init`)
    // Their messages begin with the name that they were called by.
    script.name = path
    return script
  }

  /// The name with all arguments, as a shell reads them.
  var line: String {
    let arguments =
      switch program {
      case .command(let words): Array(words.dropFirst())
      case .script(let script): script.arguments
      }
    return ([name] + arguments.map { CommandPlace.quoted(ArgumentText.text(of: $0)) })
      .joined(separator: " ")
  }

  /// Whether a Lua script runs, which reports its events to the host.
  var isScript: Bool {
    if case .script = program { return true }
    return false
  }

  /// The box that the program gets without options.
  var configuration: BoxConfiguration { .standard(program, visible: visiblePaths) }

  /// Reads a script, and finds its directory.
  private static func read(
    _ word: String, at place: CommandPlace
  ) throws -> (source: [UInt8], directory: String) {
    do throws(SystemError) {
      if word == "-" { return (try FileContents.read(FileDescriptor.standardInput), ".") }
      let file = try Descriptors.openForReading(ArgumentText.path(word), waits: true)
      let source = try FileContents.read(file.descriptor)
      guard let path = FileSystem.resolve(ArgumentText.path(word)) else { return (source, ".") }
      // The box shows the directory of the very file that was read.
      let found = try Mounts.place(path)
      guard FileContents.isSame(found.descriptor, file.descriptor) else {
        throw SystemError(
          "read", .staleNFSFileHandle, subject: word,
          remedy: "another file has taken its place: run it again")
      }
      // removingLastComponent() would cost the start 0.15 ms.
      let name = path.string
      let directory = name[..<(name.utf8.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex)]
      return (source, directory.isEmpty ? "/" : String(directory))
    } catch {
      var failure = error
      failure.operation = "read the script"
      if word != "-" { failure.subject = word }
      if error.errno == .noSuchFileOrDirectory { failure.remedy = remedy(for: word, at: place) }
      if error.errno == .isDirectory { failure.remedy = "name a Lua file in it" }
      throw failure
    }
  }

  /// What may have been meant by the name of a file that does not exist.
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
