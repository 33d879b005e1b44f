/// What docker's default seccomp profile does in a container with docker's default capabilities.
///
/// Facts about profiles/seccomp of moby, as of 2026. The profile allows what it names and refuses the
/// rest; here are the names of Linux that it refuses.
enum DockerProfile {
  #if arch(x86_64)
  static let isX86 = true
  #else
  static let isX86 = false
  #endif

  static let refused: Set<String> = [
    "_sysctl", "acct", "add_key", "afs_syscall", "bpf", "clock_settime", "clone3", "create_module",
    "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick",
    "get_kernel_syms", "get_mempolicy", "getpmsg", "init_module", "io_uring_enter",
    "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load",
    "kexec_load", "keyctl", "lookup_dcookie", "mbind", "migrate_pages", "mount", "mount_setattr",
    "move_mount", "move_pages", "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open",
    "pidfd_getfd", "pivot_root", "process_madvise", "putpmsg", "query_module", "quotactl",
    "quotactl_fd", "reboot", "request_key", "security", "set_mempolicy",
    "set_mempolicy_home_node", "setdomainname", "sethostname", "setns", "settimeofday", "swapoff",
    "swapon", "sysfs", "syslog", "tuxcall", "umount2", "unshare", "uselib", "userfaultfd", "ustat",
    "vhangup", "vserver",
  ]

  /// Whether it refuses a call whose answer depends on an argument.
  static func refuses(_ name: String, _ argument: UInt64) -> Bool {
    switch name {
    case "clone": argument & 0x7e02_0000 != 0
    case "personality": ![0, 8, 0x2_0000, 0x2_0008, 0xffff_ffff].contains(argument)
    case "socket": argument > 45 || [12, 19, 20, 23, 25, 34, 37, 38, 40].contains(argument)
    default: false
    }
  }
}
