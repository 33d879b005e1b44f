internal import Linux

/// The name by which people know a process.
package enum ProcessName {
  private static let interpreters = [
    "python", "sh", "bash", "dash", "ash", "zsh", "ksh", "perl", "ruby", "node", "lua", "php",
  ]

  /// The name of the program, or of the script that an interpreter runs.
  ///
  /// - Parameters:
  ///   - name: The name as the kernel keeps it, 15 bytes at most.
  ///   - words: The command line.
  /// - Returns: The name.
  static func name(_ name: String, _ words: [[UInt8]]) -> String {
    guard let program = words.first.map(base), !program.isEmpty else { return name }
    let plain = program.prefix { !$0.isNumber && $0 != "." }
    guard interpreters.contains(String(plain)) else { return name }
    let script = words.dropFirst().first { $0.first != UInt8(ascii: "-") }
    guard let script, words.dropFirst().first == script else { return name }
    return base(script)
  }

  /// The name of what a command line runs.
  package static func name(of words: [[UInt8]]) -> String {
    name(words.first.map(base) ?? "", words)
  }

  private static func base(_ path: [UInt8]) -> String {
    let last = path.split(separator: UInt8(ascii: "/")).last ?? []
    return ArgumentText.text(of: Array(last))
  }
}
