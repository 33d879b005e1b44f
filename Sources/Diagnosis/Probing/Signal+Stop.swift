internal import Observation
internal import SignalModel

extension ProbeCase {
  /// Whether the signal is one that stops containers, so that the program gets time to exit.
  var isStop: Bool { Signal.stopSignals.contains(signal) }

  /// Whether the descendants of PID 1 are followed, as the stop of a container is tried.
  var showsFates: Bool { isStop && role == .pid1 && origin == .host }
}

extension Signal {
  /// The signals that images use as their STOPSIGNAL, TERM first.
  static let stopSignals: [Signal] = [
    "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "WINCH", "RTMIN+3",
  ]
  .compactMap { Signal(parsing: $0) }
}
