internal import SignalModel

/// What `sigbox exit-status` prints.
package enum ExitStatusListing {
  /// The possible meanings, numbered, each with a way to check it.
  package static func text(_ status: ExitStatus, on canvas: Canvas) -> String {
    let signal = status.signal.map { " = 128 + \($0.number) (\($0.name))" } ?? ""
    let meanings = status.meanings.enumerated().map { index, meaning in
      canvas.wrap("\(index + 1). \(meaning.cause)", indent: 3) + "\n"
        + canvas.paint(canvas.wrap("   check: \(meaning.test)", indent: 6), .grey)
    }
    return ([canvas.wrap("exit status \(status.number)\(signal)")] + meanings).joined(
      separator: "\n")
  }

  /// One JSON object.
  package static func json(_ status: ExitStatus) -> String { JSON.text(Document(status)) }

  private struct Document: Encodable {
    let status: Int32
    let signal: String?
    let meanings: [Row]

    init(_ status: ExitStatus) {
      self.status = status.number
      signal = status.signal?.name
      meanings = status.meanings.map { Row(cause: $0.cause, test: $0.test) }
    }
  }

  private struct Row: Encodable {
    let cause: String
    let test: String
  }
}
