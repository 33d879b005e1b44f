internal import SignalModel

extension Verdict {
  /// Whether the program ended.
  var isEnd: Bool {
    switch self {
    case .exited, .killed: true
    default: false
    }
  }

  /// What follows "had": `exited 2`, `been killed by TERM`.
  var past: String {
    switch self {
    case .killed(let signal): "been killed by \(signal.name)"
    default: "\(self)"
    }
  }
}
