internal import Linux
internal import Observation
internal import SignalModel

extension Delay {
  /// One line with goal and reason.
  ///
  /// For example: `waiting until app.py is ready: its children come and go (12 of 30 s)`.
  ///
  /// - Parameter name: The program's name.
  /// - Returns: The line.
  package func text(name: String) -> String {
    let name = ArgumentText.visible(name)
    let goal =
      switch goal {
      case .readiness: "waiting until \(name) is ready"
      case .effect(let signal): "waiting for what \(signal.name) does to \(name)"
      }
    let reason =
      switch reason {
      case .condition(let condition): condition.missing
      case .children: "its children come and go"
      case .work: "it or one of its children uses the processor"
      case .script: "it has not made a blocking call yet"
      case .end: "it is about to end"
      case .change: "it or one of its children keeps changing"
      }
    return "\(goal): \(reason) (\(elapsed.components.seconds) of \(limit.short))"
  }
}
