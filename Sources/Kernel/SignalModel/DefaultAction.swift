/// What a signal does to a process that has the default disposition for it.
///
/// Source: signal(7), "Standard signals"; `include/linux/signal.h`, the `sig_kernel_*` masks.
public enum DefaultAction: String, Sendable, CaseIterable {
  /// The process ends.
  case terminate
  /// The process ends and may leave a core dump.
  case core
  /// Every thread of the process stops.
  case stop
  /// A stopped process continues; nothing happens to a running one.
  case `continue`
  /// Nothing happens.
  case ignore
}
