import Foundation
import Testing

/// A command that runs beside the test.
final class Command {
  struct Result {
    let status: Int32
    let output: String
    let error: String
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  let process = Process()
  private let output: Pipe
  // A file, for a full pipe that nobody reads would block the command.
  private let error = Workplace.directory.appendingPathComponent("error-\(UUID().uuidString)")
  private let input: Pipe
  private var pending = Data()

  /// Held while pipes exist that a command started elsewhere would inherit, and keep open.
  private static let starting = NSLock()

  private static func pipe() -> Pipe {
    let pipe = Pipe()
    for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
      _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    return pipe
  }

  init(_ words: [String], as user: User = .current) throws {
    _ = Workplace.directory
    let words = user.prefix + words
    Self.starting.lock()
    defer { Self.starting.unlock() }
    output = Self.pipe()
    input = Self.pipe()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = Workplace.directory
    process.standardOutput = output
    _ = FileManager.default.createFile(atPath: error.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: error)
    process.standardInput = input
    try process.run()
  }

  /// `sigbox` with arguments; a time limit keeps a failing test from hanging.
  static func sigbox(_ words: [String], as user: User = .current) throws -> Command {
    try Command([Workplace.binary] + words, as: user)
  }

  func write(_ text: String) {
    input.fileHandleForWriting.write(Data(text.utf8))
  }

  /// The next line of standard output, nil at its end.
  func line() -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[(end + 1)...])
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      pending += more
    }
  }

  /// Reads lines until one has this prefix.
  @discardableResult
  func waitForLine(_ prefix: String) throws -> String {
    while let line = line() {
      if line.hasPrefix(prefix) { return line }
    }
    let error = (try? String(contentsOf: error, encoding: .utf8)) ?? ""
    throw Missing(description: "no line '\(prefix)'; standard error: \(error)")
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  func finish() -> Result {
    try? input.fileHandleForWriting.close()
    let rest = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Result(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: String(decoding: pending + rest, as: UTF8.self),
      error: (try? String(contentsOf: error, encoding: .utf8)) ?? "")
  }
}

/// Runs `sigbox run` to its end.
func run(_ words: String..., as user: User = .current) throws -> Command.Result {
  try Command.sigbox(["run", "--timeout", "60s"] + words, as: user).finish()
}

/// Runs a script in a box to its end.
func runScript(
  _ source: String, _ words: [String] = [], as user: User = .current
) throws -> Command.Result {
  let script = try Workplace.script(source)
  return try Command.sigbox(["run", "--timeout", "60s", script] + words, as: user).finish()
}

/// Runs a script that ends with exit code 0 where all its assertions hold.
func holds(
  _ source: String, _ words: [String] = [], as user: User = .current,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let result = try runScript(source, words, as: user)
  #expect(result.status == 0, "\(result)", sourceLocation: sourceLocation)
}

/// Makes a call that is wrong, and expects an error with its position and these parts.
func expectMisuse(
  _ call: String, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let result = try runScript(
    "local ok, m = pcall(function() \(call) end) assert(not ok) io.write(m)")
  for part in parts + [":1: "] {
    #expect(result.output.contains(part), "\(result)", sourceLocation: sourceLocation)
  }
}
