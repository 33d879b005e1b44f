internal import Observation
internal import SignalModel

extension ProbeReport {
  /// The effect of a signal that was asked for by name, does not stop the container, and did not end
  /// the program.
  func survival(_ outcome: ProbeOutcome) -> Finding {
    let name = outcome.probeCase.signal.name
    let seen = outcome.observation
    switch outcome.verdict {
    case .dropped, .ignored, .blocked:
      return .bad("\(name) does nothing (\(outcome.verdict)).", seen: seen)
    case .caught:
      return .bad(
        "\(name) is caught, but its handler had not run after \(grace.short).", seen: seen)
    case .handled:
      return .good(
        "\(name) is handled, and it continued to run for \(grace.short).", seen: seen)
    case .stopped: return .good("\(name) stops it.", seen: seen)
    case .continued: return .good("\(name) continues it.", seen: seen)
    case .unknown:
      return .good("\(name) does not end it; what it did is not known.", seen: seen)
    case .refused, .exited, .killed:
      return .bad("\(name): \(outcome.verdict).", seen: seen)
    }
  }
}
