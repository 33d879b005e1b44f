package import Linux
internal import SystemPackage

/// The system calls that reach out of a box; container runtimes forbid the same ones.
package enum ForbiddenCalls {
  /// Calls on other processes' memory, on keys and on the kernel itself, and calls that were used to
  /// escape from containers.
  private static let always = [
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

  /// Calls that make a box: mounts and namespaces.
  private static let nesting = [
    "mount", "umount", "umount2", "pivot_root", "fsopen", "fsconfig", "fsmount", "fspick",
    "open_tree", "move_mount", "mount_setattr", "unshare", "setns",
  ]

  /// The CLONE_NEW* flags of clone(2).
  private static let namespaces: [UInt64] = [
    0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
  ]
  /// TIOCSTI and TIOCLINUX put input into a terminal, which another process then reads.
  private static let typing: [UInt64] = [0x5412, 0x541c]
  /// AF_ALG and AF_VSOCK connect to the kernel and to a hypervisor, not to a network.
  private static let families: [UInt64] = [38, 40]

  /// Forbids the calls to the caller and every process that it starts, permanently.
  ///
  /// - Parameter mayNest: Whether the calls that make a box stay allowed.
  /// - Throws: ENOMEM; EINVAL on a kernel without filters.
  package static func apply(mayNest: Bool = false) throws(SystemError) {
    let filter = try SystemCallFilter()
    for name in always { try filter.forbid(name) }
    if !mayNest {
      for name in nesting { try filter.forbid(name) }
      for flag in namespaces { try filter.forbid("clone", where: (0, flag, flag)) }
      // A filter cannot read its flags, which are in memory. The C library falls back to clone.
      try filter.forbid("clone3", with: .noFunction)
    }
    for command in typing { try filter.forbid("ioctl", where: (1, 0xffff_ffff, command)) }
    for family in families { try filter.forbid("socket", where: (0, 0xffff_ffff, family)) }
    try filter.load()
  }
}
