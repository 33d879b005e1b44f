/// What a process has chosen to do with a signal.
///
/// Source: signal(7), "Signal dispositions".
public enum Disposition: String, Sendable {
  /// The default action applies (SIG_DFL).
  case `default`
  /// The signal is discarded (SIG_IGN).
  case ignored
  /// A handler function of the program runs.
  case caught
}
