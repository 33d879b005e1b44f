internal import SignalModel

extension ProbeCase {
  /// Whether the signal is one that stops containers, so that the program gets time to exit.
  var isStop: Bool { Signal.stopSignals.contains(signal) }
}

extension Signal {
  /// The signals that images use as their STOPSIGNAL, TERM first.
  static let stopSignals: [Signal] = [
    "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "WINCH", "RTMIN+3",
  ]
  .compactMap { Signal(parsing: $0) }
}
