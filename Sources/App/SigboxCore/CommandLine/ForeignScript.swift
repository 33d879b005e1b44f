internal import Linux
internal import LuaBridge

/// A file that was given as a Lua script but is a program or a script in another language.
struct ForeignScript {
  /// The command that runs it.
  let command: [String]

  /// Nil if the file may be Lua; `name` is `-` for standard input.
  init?(_ name: String, _ source: [UInt8]) {
    let interpreter = Self.interpreter(of: source)
    if let interpreter, Self.isLua(interpreter) { return nil }
    let isFile = name != "-"
    let isExecutable = isFile && CommandSearch.isExecutable(name.contains("/") ? name : "./\(name)")
    let suffix = name.split(separator: ".").last.flatMap {
      isFile ? Self.interpreter(for: $0) : nil
    }
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

  /// The interpreter by the extension of a file name, for files without a `#!` line.
  private static func interpreter(for suffix: Substring) -> String? {
    switch suffix {
    case "py": "python3"
    case "sh", "bash", "dash", "fish", "ksh", "zsh": String(suffix)
    case "js", "mjs": "node"
    case "rb": "ruby"
    case "pl": "perl"
    default: nil
    }
  }

  /// The words after `#!`, without env(1), its options and its variables.
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

  /// Whether Lua reports a syntax error in the first line; nothing is executed.
  private static func failsAtOnce(_ source: [UInt8]) -> Bool {
    let escape: UInt8 = 0x1b
    // Loading bytecode has its own error message.
    guard source.first != escape, source.first != UInt8(ascii: "#") else { return false }
    do throws(LuaError) {
      _ = try LuaInterpreter().load(source, chunk: "=script")
      return false
    } catch {
      return error.description.hasPrefix("script:1:")
    }
  }
}
