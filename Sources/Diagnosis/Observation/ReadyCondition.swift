internal import BoxHost
internal import Linux
internal import SystemPackage

/// What has to be so before a program counts as ready: `TEXT`, `port:N`, `file:PATH` or `after:TIME`.
///
/// Afterwards the program still has to be at rest.
package enum ReadyCondition: Hashable, Sendable {
  /// The program has written this text to its standard output or standard error.
  case output([UInt8])
  /// A TCP socket listens on this port in the network namespace of the box.
  case port(UInt16)
  /// This absolute path exists in the box.
  case file(String)
  /// This time has passed.
  case time(Duration)

  package struct ParsingError: Error, CustomStringConvertible {
    /// One line: the invalid part, and a valid example.
    package let description: String
  }

  /// Parses a condition: `listening`, `port:8080`, `file:/run/app.pid`, `after:2s`.
  package init(parsing text: String) throws(ParsingError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : ""
    switch (parts.count, parts[0]) {
    case (2, "port"):
      guard let port = UInt16(value), port > 0 else {
        throw ParsingError(
          description: "invalid port '\(value)': use 1 to 65535, such as port:8080")
      }
      self = .port(port)
    case (2, "file"):
      guard value.hasPrefix("/") else {
        throw ParsingError(
          description: "invalid path '\(value)': use an absolute path of the box, such as "
            + "file:/run/app.pid")
      }
      self = .file(value)
    case (2, "after"):
      guard let time = Duration(parsing: value) else {
        throw ParsingError(description: "invalid duration '\(value)': use 500ms, 5s or 2m")
      }
      self = .time(time)
    default:
      guard !text.isEmpty else {
        throw ParsingError(
          description: "empty text: use a text that the program writes, port:N, file:PATH or "
            + "after:TIME")
      }
      self = .output(ArgumentText.bytes(of: text))
    }
  }

  /// The text to look for in the output; nil for another condition.
  package var text: [UInt8]? { if case .output(let text) = self { text } else { nil } }

  /// How long the condition itself takes.
  var ownTime: Duration { if case .time(let time) = self { time } else { .zero } }

  /// Whether a process of a box meets the condition.
  func isMet(by process: ProbedProcess, since start: Instant) -> Bool {
    switch self {
    case .output: process.box?.hasWrittenAwaitedText == true
    case .port(let port): ProcFiles.listens(on: port, inNetworkOf: process.hostPid)
    case .file(let path):
      FileSystem.exists(ArgumentText.path(path), inRootOf: process.hostPid)
    case .time(let time): .now - start >= time
    }
  }

  /// What is missing while the condition is not met: `it has not written 'app: up'`.
  package var missing: String {
    switch self {
    case .output(let text):
      "it has not written '\(ArgumentText.visible(ArgumentText.text(of: text)))'"
    case .port(let port): "no TCP socket listens on port \(port) in the box"
    case .file(let path): "there is no \(ArgumentText.visible(path)) in the box"
    case .time(let time): "\(time.short) have not passed"
    }
  }
}
