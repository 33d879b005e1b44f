internal import CSeccomp
internal import Glibc
package import SystemPackage

/// A seccomp(2) filter that allows every system call that it does not forbid, built by libseccomp.
package struct SystemCallFilter: ~Copyable {
  private let context: scmp_filter_ctx

  /// Starts a filter that forbids nothing.
  ///
  /// - Throws: ENOMEM.
  package init() throws(SystemError) {
    // SCMP_ACT_ALLOW, a macro that Swift does not import.
    guard let context = seccomp_init(0x7fff_0000) else {
      throw SystemError("make", .noMemory, subject: "a filter of system calls")
    }
    self.context = context
  }

  deinit { seccomp_release(context) }

  /// Makes a call fail, always or where a masked argument has a value.
  ///
  /// A call that this processor does not have needs no rule.
  ///
  /// - Parameters:
  ///   - name: The call.
  ///   - errno: What it fails with.
  ///   - condition: The number of the argument, the mask and the value; nil for every call.
  /// - Throws: ENOMEM.
  package func forbid(
    _ name: String, with errno: Errno = .notPermitted,
    where condition: (argument: UInt32, mask: UInt64, value: UInt64)? = nil
  ) throws(SystemError) {
    let number = seccomp_syscall_resolve_name(name)
    guard number != __NR_SCMP_ERROR else { return }
    let conditions = condition.map {
      [scmp_arg_cmp(arg: $0.argument, op: SCMP_CMP_MASKED_EQ, datum_a: $0.mask, datum_b: $0.value)]
    }
    // SCMP_ACT_ERRNO(errno).
    let action = 0x0005_0000 | UInt32(errno.rawValue)
    try checked(
      seccomp_rule_add_array(
        context, action, number, UInt32(conditions?.count ?? 0), conditions ?? []),
      "forbid", name)
  }

  /// Applies the filter to the caller and everything it starts, permanently.
  ///
  /// - Throws: EINVAL on a kernel without filters.
  package func load() throws(SystemError) {
    try checked(seccomp_load(context), "load", "the filter of system calls")
  }
}
