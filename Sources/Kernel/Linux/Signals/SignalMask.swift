internal import CLinux
internal import Glibc
package import SignalModel

/// The mask of blocked signals of the process: rt_sigprocmask(2), all 64 signals.
///
/// The process has one thread and changes its mask only here, so the kernel is called for changes
/// and never asked. It leaves KILL and STOP out of any mask without a word.
package enum SignalMask {
  /// The signals that are blocked.
  package static var current: SignalSet { change(SIG_BLOCK, .empty) }

  /// Blocks more signals and gives the mask from before.
  @discardableResult
  package static func block(_ set: SignalSet) -> SignalSet { change(SIG_BLOCK, set) }

  /// Unblocks signals and gives the mask from before.
  @discardableResult
  package static func unblock(_ set: SignalSet) -> SignalSet { change(SIG_UNBLOCK, set) }

  /// Blocks just these signals and gives the mask from before.
  @discardableResult
  package static func set(_ set: SignalSet) -> SignalSet { change(SIG_SETMASK, set) }

  /// The signals that wait to be unblocked or accepted: rt_sigpending(2).
  package static var pending: SignalSet {
    var bits: UInt64 = 0
    _ = clinux_pending(&bits)
    return SignalSet(bits: bits)
  }

  private static func change(_ how: Int32, _ set: SignalSet) -> SignalSet {
    var old: UInt64 = 0
    clinux_mask(how, set.bits, &old)
    return SignalSet(bits: old)
  }
}
