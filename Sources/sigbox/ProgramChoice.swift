import BoxProtocol
import Boxes
import Scripts
import SystemCalls
import SystemPackage

/// What the words of a command line choose to run as PID 1.
struct ProgramChoice {
  let program: BoxConfiguration.Program
  /// The name in reports.
  let name: String
  private var visiblePaths: [String] = []

  static let builtIns = Scripts.names(in: "inits")

  /// Reads a script where one is named.
  init(words: [String], command: [String]) throws {
    guard let word = words.first else {
      program = .command(command.map(ArgumentText.bytes))
      name = command[0]
      let given = ArgumentText.path(name)
      if name.contains("/"), let path = Host.resolve(given) {
        // The name as given, if it is absolute, is what execve will look for.
        visiblePaths = [path.string, given.isAbsolute ? given.string : path.string]
      }
      return
    }
    name = word
    let script = try Self.script(word, arguments: words.dropFirst() + command)
    program = .script(script)
    visiblePaths = script.directory.map { [$0] } ?? []
  }

  /// Reads a script: a built-in init by its name, else a file.
  static func script(
    _ name: String, arguments: some Sequence<String>
  ) throws -> BoxConfiguration.Script {
    let arguments = arguments.map(ArgumentText.bytes)
    if let source = Scripts.text("inits/\(name)") {
      return .init(name: name, source: source, arguments: arguments, directory: nil)
    }
    let source = try read(name)
    let directory = Host.directory(of: ArgumentText.path(name))?.string ?? "."
    return .init(name: name, source: source, arguments: arguments, directory: directory)
  }

  /// The script of a command line that is nothing but a script's, for which no parser is needed: of
  /// `sigbox init`, or of the name of a built-in init in the place of the original.
  static func inPlace(_ words: [String]) throws -> BoxConfiguration.Script? {
    guard let path = words.first else { return nil }
    let name = ArgumentText.path(path).lastComponent?.string ?? ""
    guard ["tini", "dumb-init"].contains(name) else {
      guard words.count > 2, words[1] == "init", !words[2].hasPrefix("-") else { return nil }
      return try script(words[2], arguments: words[3...])
    }
    var script = try script(name, arguments: words.dropFirst())
    // Their messages begin with the name as it was given.
    script.name = path
    return script
  }

  /// Whether a script runs, which reports over the seam.
  var isScript: Bool {
    if case .script = program { return true }
    return false
  }

  /// The box that the program gets unless more is said.
  var configuration: BoxConfiguration { .usual(program, visible: visiblePaths) }

  private static func read(_ word: String) throws -> [UInt8] {
    do {
      return word == "-"
        ? try FileContents.read(FileDescriptor.standardInput)
        : try FileContents.read(ArgumentText.path(word))
    } catch {
      var failure = error
      failure.operation = "read the script"
      if error.errno == .noSuchFileOrDirectory, !word.contains("/"), !word.hasSuffix(".lua") {
        failure.remedy =
          "built-in inits are \(builtIns.joined(separator: ", ")); "
          + "a command comes behind --, as in: sigbox run -- \(word)"
      }
      if error.errno == .isDirectory { failure.remedy = "name a Lua file in it" }
      throw failure
    }
  }
}
