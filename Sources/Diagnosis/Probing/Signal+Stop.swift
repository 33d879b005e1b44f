internal import SignalModel

extension Signal {
  /// The signals that images use as their STOPSIGNAL, TERM first.
  static let stopSignals: [Signal] = [
    "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "WINCH", "RTMIN+3",
  ]
  .compactMap { Signal(parsing: $0) }
}
