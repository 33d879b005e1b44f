import LuaBridge
import Linux

/// A file that is named as a script and is a program or a script of another language.
struct ForeignScript {
  /// The words that run it.
  let command: [String]

  /// Recognizes one; nil for what may be Lua.
  ///
  /// - Parameters:
  ///   - name: The file's name, `-` for standard input.
  ///   - source: What it contains.
  init?(_ name: String, _ source: [UInt8]) {
    let interpreter = Self.interpreter(of: source)
    if let interpreter, Self.isLua(interpreter) { return nil }
    let isFile = name != "-"
    let isExecutable = isFile && CommandSearch.isExecutable(name.contains("/") ? name : "./\(name)")
    let suffix = name.split(separator: ".").last.flatMap { isFile ? Self.languages["\($0)"] : nil }
    let isProgram = source.starts(with: [0x7f] + "ELF".utf8)
    guard
      interpreter != nil || suffix != nil || isProgram
        || isExecutable && !name.hasSuffix(".lua") && Self.failsAtOnce(source)
    else { return nil }
    let path = !isFile ? "FILE" : name.contains("/") ? name : "./\(name)"
    command =
      isProgram || isExecutable && interpreter != nil
      ? [path] : (interpreter ?? [suffix ?? "sh"]) + (isFile ? [name] : [])
  }

  /// The programs that run files without a first line that names one, by the ends of their names.
  private static let languages = [
    "py": "python3", "sh": "sh", "bash": "bash", "js": "node", "mjs": "node", "rb": "ruby",
    "pl": "perl",
  ]

  /// The words after `#!`, without env(1) and what is only for it.
  private static func interpreter(of source: [UInt8]) -> [String]? {
    guard source.starts(with: "#!".utf8) else { return nil }
    let line = source.prefix(4096).dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    var words = ArgumentText.text(of: Array(line)).split(whereSeparator: \.isWhitespace)
      .map(String.init)[...]
    if words.first.map(fileName) == "env" {
      words = words.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") }
    }
    return words.isEmpty ? nil : Array(words)
  }

  private static func isLua(_ interpreter: [String]) -> Bool {
    let name = fileName(interpreter[0])
    return ["lua", "sigbox"].contains { name.hasPrefix($0) }
  }

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Whether Lua does not even understand the first line; it is read here and not run.
  private static func failsAtOnce(_ source: [UInt8]) -> Bool {
    let escape: UInt8 = 0x1b
    // What Lua reads as bytecode has an error of its own.
    guard source.first != escape, source.first != UInt8(ascii: "#") else { return false }
    do throws(LuaError) {
      _ = try LuaInterpreter().load(source, chunk: "=script")
      return false
    } catch {
      return error.description.hasPrefix("script:1:")
    }
  }
}
