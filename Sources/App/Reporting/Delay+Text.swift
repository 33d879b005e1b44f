internal import Observation
internal import Probing
internal import SignalModel

extension Delay {
  /// The line that says what is waited for and why: `waiting until app.py is ready: its children
  /// come and go (12 s)`.
  ///
  /// - Parameter name: The program's name.
  /// - Returns: The line.
  package func text(name: String) -> String {
    let goal =
      switch goal {
      case .readiness: "waiting until \(name) is ready"
      case .effect(let signal): "waiting for what \(signal.name) does to \(name)"
      }
    let reason =
      switch reason {
      case .children: "its children come and go"
      case .work: "it or a child of it uses the processor"
      case .script: "it has not made a call yet that blocks"
      case .end: "it is about to end"
      case .change: "it changes, or a child of it does"
      }
    return "\(goal): \(reason) (\(elapsed.components.seconds) s)"
  }
}
