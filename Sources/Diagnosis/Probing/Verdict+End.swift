internal import SignalModel

extension Verdict {
  /// Whether the program ended.
  var isEnd: Bool {
    switch self {
    case .exited, .killed: true
    default: false
    }
  }

  /// Whether a signal of a crash ended the program.
  var isCrash: Bool {
    guard case .killed(let signal) = self else { return false }
    return ["SEGV", "BUS", "ILL", "FPE", "ABRT", "TRAP", "SYS"].contains(signal.name)
  }

  /// What follows "had": `exited 2`, `been killed by TERM`.
  var past: String {
    switch self {
    case .killed(let signal): "been killed by \(signal.name)"
    default: "\(self)"
    }
  }
}
