/// What the kernel does with a signal that a process neither catches nor ignores.
///
/// Source: signal(7), "Standard signals"; `include/linux/signal.h`, the `sig_kernel_*` masks.
public enum DefaultAction: String, Sendable, CaseIterable {
  /// The process ends.
  case terminate
  /// The process ends and may leave a core dump.
  case core
  /// Every thread of the process stops.
  case stop
  /// A stopped process goes on; a running one takes no notice.
  case `continue`
  /// Nothing happens.
  case ignore
}
