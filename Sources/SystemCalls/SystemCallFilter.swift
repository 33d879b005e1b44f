internal import CSeccomp
internal import Glibc
internal import SystemPackage

/// Which system calls a box may make: seccomp(2), by way of libseccomp.
///
/// All are allowed but those that reach beyond the box, as the filters of containers have it; a
/// forbidden one fails with EPERM.
public enum SystemCallFilter {
  /// Other processes' memory, keys, the kernel itself, and what
  /// has been a way out of containers before.
  private static let forbidden = [
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise",
    "add_key", "keyctl", "request_key",
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register",
    "init_module", "finit_module", "delete_module", "create_module", "query_module",
    "get_kernel_syms", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct",
    "quotactl", "quotactl_fd", "nfsservctl", "lookup_dcookie", "syslog", "vhangup", "vm86",
    "vm86old", "iopl", "ioperm", "uselib", "ustat", "sysfs", "_sysctl", "open_by_handle_at",
    "name_to_handle_at", "fanotify_init", "move_pages", "mbind", "migrate_pages", "set_mempolicy",
    "settimeofday", "stime", "clock_settime", "clock_settime64", "clock_adjtime",
    "clock_adjtime64", "adjtimex",
  ]

  /// What makes a box: mounts, and new and other namespaces.
  private static let nesting = [
    "mount", "umount", "umount2", "pivot_root", "fsopen", "fsconfig", "fsmount", "fspick",
    "open_tree", "move_mount", "mount_setattr", "unshare", "setns",
  ]

  /// The CLONE_NEW* flags of clone(2).
  private static let namespaces: [UInt64] = [
    0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
  ]
  /// TIOCSTI and TIOCLINUX type into a terminal for whoever reads it next.
  private static let typing: [UInt64] = [0x5412, 0x541c]
  /// AF_ALG and AF_VSOCK speak to the kernel and to a hypervisor, not to a network.
  private static let families: [UInt64] = [38, 40]

  /// Puts the filter on the caller and all that it will start, for good.
  ///
  /// - Parameter mayNest: Whether boxes may be made in the box.
  /// - Throws: ENOMEM; EINVAL on a kernel without filters.
  public static func apply(mayNest: Bool = false) throws(SystemError) {
    guard let filter = seccomp_init(0x7fff_0000) else {
      throw SystemError("make", .noMemory, subject: "a filter of system calls")
    }
    defer { seccomp_release(filter) }
    for name in forbidden { try forbid(name, in: filter) }
    if !mayNest {
      for name in nesting { try forbid(name, in: filter) }
      for flag in namespaces { try forbid("clone", where: (0, flag, flag), in: filter) }
      // Its flags are in memory, where no filter sees them; the C library then falls back to clone.
      try forbid("clone3", with: ENOSYS, in: filter)
    }
    for command in typing { try forbid("ioctl", where: (1, 0xffff_ffff, command), in: filter) }
    for family in families { try forbid("socket", where: (0, 0xffff_ffff, family), in: filter) }
    try checked(
      seccomp_load(filter), "load", "the filter of system calls",
      remedy: "--privileged does without")
  }

  /// Makes a call fail, always or where an argument under a mask has a value.
  private static func forbid(
    _ name: String, with errno: Int32 = EPERM,
    where condition: (place: UInt32, mask: UInt64, value: UInt64)? = nil,
    in filter: scmp_filter_ctx
  ) throws(SystemError) {
    // A call that this processor does not have needs no rule.
    let number = seccomp_syscall_resolve_name(name)
    guard number != __NR_SCMP_ERROR else { return }
    let conditions = condition.map {
      [scmp_arg_cmp(arg: $0.place, op: SCMP_CMP_MASKED_EQ, datum_a: $0.mask, datum_b: $0.value)]
    }
    try checked(
      seccomp_rule_add_array(
        filter, 0x0005_0000 | UInt32(errno), number, UInt32(conditions?.count ?? 0),
        conditions ?? []),
      "forbid", name)
  }
}
