internal import SignalModel

/// What `sigbox exit-status` prints.
package enum ExitStatusListing {
  /// The possible meanings, numbered, each with a way to check it.
  package static func text(_ status: ExitStatus, on canvas: Canvas) -> String {
    let meanings = status.meanings.enumerated().map { index, meaning in
      canvas.wrap("\(index + 1). \(meaning.cause)", indent: 3) + "\n"
        + canvas.paint(canvas.wrap("   check: \(meaning.test)", indent: 6), .grey)
    }
    return ([canvas.wrap(heading(status))] + meanings).joined(
      separator: "\n")
  }

  private static func heading(_ status: ExitStatus) -> String {
    let shell = "\(status.number) in a shell"
    switch status.ending {
    case .unknown:
      let signal = status.signal.map { " = 128 + \($0.number) (\($0.name))" } ?? ""
      return "exit status \(status.number)\(signal)"
    case .ended(let termination) where status.isWaitStatus:
      return "wait status \(status.text): \(termination), \(shell)"
    case .ended(let termination):
      return "exit status \(status.text) of Python's subprocess: \(termination), \(shell)"
    case .stopped(let signal):
      return "wait status \(status.text): stopped by \(signal.name), \(shell)"
    }
  }

  /// One JSON object.
  package static func json(_ status: ExitStatus) -> String { JSON.text(Document(status)) }

  private struct Document: Encodable {
    let given: String
    let status: Int32
    let end: String?
    let signal: String?
    let meanings: [Row]

    init(_ status: ExitStatus) {
      given = status.text
      self.status = status.number
      end = status.ending.name
      signal = status.signal?.name
      meanings = status.meanings.map { Row(cause: $0.cause, test: $0.test) }
    }
  }

  private struct Row: Encodable {
    let cause: String
    let test: String
  }
}

extension ExitStatus.Ending {
  /// How the process ended, if the status says it.
  fileprivate var name: String? {
    switch self {
    case .unknown: nil
    case .ended(.exited): "exited"
    case .ended(.killed): "killed"
    case .stopped: "stopped"
    }
  }
}
