internal import Observation

extension ProbeReport {
  /// The processes that could have shut down when the stop signal came, and were killed before they had.
  var lost: [Finding] {
    guard let events = stop?.events else { return [] }
    return events.lost(pid1: starts[.pid1]?.name ?? "").map {
      .bad($0.text, seen: $0.observation)
    }
  }
}
