package import Linux
internal import SystemPackage

/// The system calls that reach out of a box, or into parts of the kernel that a box does not need.
///
/// The integration test `SystemCallTests` compares the filter with the default profile of docker.
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
    "get_mempolicy", "set_mempolicy_home_node",
    "settimeofday", "stime", "clock_settime", "clock_settime64", "clock_adjtime",
    "clock_adjtime64", "adjtimex",
  ]

  /// Calls that programs expect to be missing from some kernels: optional ones, and ones that Linux has
  /// a number for but no code.
  private static let missing = [
    "memfd_secret", "modify_ldt",
    // The number of its requests is limited for the whole machine.
    "io_setup",
    "afs_syscall", "getpmsg", "putpmsg", "security", "tuxcall", "vserver",
  ]

  /// Calls that make a box: mounts, namespaces and names.
  private static let nesting = [
    "mount", "umount", "umount2", "pivot_root", "fsopen", "fsconfig", "fsmount", "fspick",
    "open_tree", "move_mount", "mount_setattr", "unshare", "setns",
    "sethostname", "setdomainname",
  ]

  /// The CLONE_NEW* flags of clone(2).
  private static let namespaces: UInt32 = 0x7e02_0000
  /// TIOCSTI and TIOCLINUX put input into a terminal, which another process then reads.
  ///
  /// TIOCSETD loads kernel modules for serial protocols.
  private static let terminalCommands: [UInt32] = [0x5412, 0x541c, 0x5423]
  /// AF_UNIX, AF_INET, AF_INET6, AF_NETLINK and AF_PACKET.
  ///
  /// A socket of another family can load a kernel module, or connect to the kernel or a hypervisor.
  private static let families: [UInt32] = [1, 2, 10, 16, 17]
  /// PER_LINUX, PER_LINUX32, both with UNAME26, and the value that changes nothing.
  ///
  /// Other values make memory executable, or its addresses predictable.
  private static let personalities: [UInt32] = [0, 8, 0x2_0000, 0x2_0008, 0xffff_ffff]

  /// S_ISUID and S_ISGID.
  private static let foreignIds: UInt32 = 0o6000
  /// O_CREAT, and what O_TMPFILE has besides O_DIRECTORY.
  ///
  /// Without them, open(2) does not read the mode.
  private static let creation: UInt32 = 0x40_0040
  /// Where the calls that set a mode have it.
  private static let modes = [
    ("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("creat", 1), ("mknod", 1), ("mknodat", 2),
  ]

  /// Forbids the calls to the caller and every process that it starts, permanently.
  ///
  /// - Parameters:
  ///   - mayNest: Whether the calls that make a box stay allowed.
  ///   - mayPlant: Whether it may make set-user-ID and set-group-ID files. On the host's file systems they
  ///     would give the rights of the box's owner to everybody who can execute them.
  /// - Throws: EINVAL on a kernel without filters.
  package static func apply(
    mayNest: Bool = false, mayPlant: Bool = true
  ) throws(SystemError) {
    var filter = SystemCallFilter()
    for name in always { try filter.forbid(name) }
    for name in missing { try filter.forbid(name, with: .noFunction) }
    if !mayNest {
      for name in nesting { try filter.forbid(name) }
      try filter.forbid("clone", where: .anyBit([(namespaces, argument: 0)]))
      // A filter cannot read its flags, which are in memory. The C library falls back to clone.
      try filter.forbid("clone3", with: .noFunction)
    }
    try filter.forbid("ioctl", where: .value(terminalCommands, argument: 1))
    for call in ["socket", "socketpair"] {
      try filter.forbid(
        call, with: .addressFamilyNotSupported, where: .otherValue(than: families, argument: 0))
    }
    if !mayPlant { try forbidForeignIds(&filter) }
    try filter.forbid("personality", where: .otherValue(than: personalities, argument: 0))
    try filter.load()
  }

  private static func forbidForeignIds(_ filter: inout SystemCallFilter) throws(SystemError) {
    for (name, argument) in modes {
      try filter.forbid(name, where: .anyBit([(foreignIds, argument: argument)]))
    }
    for (name, argument) in [("open", 1), ("openat", 2)] {
      try filter.forbid(
        name, where: .anyBit([(creation, argument), (foreignIds, argument + 1)]))
    }
    // Its mode is in memory. Programs that know it also know kernels without it.
    try filter.forbid("openat2", with: .noFunction)
  }
}
