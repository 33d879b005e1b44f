package import SignalModel

/// What `sigbox signals` prints.
package enum SignalListing {
  /// A table with one line per signal.
  package static func text(_ signals: [Signal], on canvas: Canvas) -> String {
    let rows = signals.map { signal in
      [
        "\(signal.number)", signal.name, signal.defaultAction.rawValue, signal.kind,
        signal.isPrivileged ? "no" : "yes", signal.meaning,
      ]
    }
    return TextTable(
      headings: ["NR", "NAME", "DEFAULT", "KIND", "CATCH", "MEANING"], rows: rows
    ).text(width: canvas.width)
  }

  /// A JSON array with one object per signal.
  package static func json(_ signals: [Signal]) -> String { JSON.text(signals.map { Row($0) }) }

  private struct Row: Encodable {
    let number: Int32
    let name: String
    let default_action: String
    let kind: String
    let can_be_caught: Bool
    let meaning: String

    init(_ signal: Signal) {
      number = signal.number
      name = signal.name
      default_action = signal.defaultAction.rawValue
      kind = signal.kind
      can_be_caught = !signal.isPrivileged
      meaning = signal.meaning
    }
  }
}

extension Signal {
  fileprivate var kind: String { isRealTime ? "real-time" : "standard" }
}
