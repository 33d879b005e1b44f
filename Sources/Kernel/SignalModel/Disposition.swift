/// The three ways in which a process can take a signal.
///
/// Source: signal(7), "Signal dispositions".
public enum Disposition: String, Sendable {
  /// The default action applies (SIG_DFL).
  case `default`
  /// The signal is thrown away (SIG_IGN).
  case ignored
  /// A function of the program runs.
  case caught
}
