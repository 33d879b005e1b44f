// Attempts to get out of a box by system calls: escape-attempts NAME.
//
// Exits with 0 if the attempt got through, 1 if it was refused, 75 if the kernel or the machine does
// not have what it needs. The tests read the names from this file: ATTEMPT succeeds in a box with
// --privileged, ATTEMPT_HOST on the host.
#define _GNU_SOURCE
#include "escape-attempts.h"

// Namespaces.
ATTEMPT(unshare_user) { return done(unshare(CLONE_NEWUSER)); }
ATTEMPT(unshare_mount) { return done(unshare(CLONE_NEWNS)); }
ATTEMPT(unshare_net) { return done(unshare(CLONE_NEWNET)); }
ATTEMPT(unshare_pid) { return done(unshare(CLONE_NEWPID)); }
ATTEMPT(unshare_ipc) { return done(unshare(CLONE_NEWIPC)); }
ATTEMPT(unshare_uts) { return done(unshare(CLONE_NEWUTS)); }
ATTEMPT(unshare_cgroup) { return done(unshare(CLONE_NEWCGROUP)); }
ATTEMPT(unshare_time) { return done(unshare(CLONE_NEWTIME)); }
ATTEMPT(clone_user) { return clone_with(CLONE_NEWUSER); }
ATTEMPT(clone_mount) { return clone_with(CLONE_NEWNS); }
ATTEMPT(clone_net) { return clone_with(CLONE_NEWNET); }
ATTEMPT(clone_pid) { return clone_with(CLONE_NEWPID); }
ATTEMPT(clone_ipc) { return clone_with(CLONE_NEWIPC); }
ATTEMPT(clone_uts) { return clone_with(CLONE_NEWUTS); }
ATTEMPT(clone_cgroup) { return clone_with(CLONE_NEWCGROUP); }
ATTEMPT(clone_high_bits) { return clone_with(1UL << 40 | CLONE_NEWUSER); }
ATTEMPT(clone3_user) {
  struct clone_args arguments = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};
  long child = NS(clone3, &arguments, sizeof arguments);
  if (child == 0) _exit(0);
  return done(child);
}
ATTEMPT(setns_mount) { return done(setns(open("/proc/1/ns/mnt", O_RDONLY), CLONE_NEWNS)); }
ATTEMPT(setns_net) { return done(setns(open("/proc/1/ns/net", O_RDONLY), CLONE_NEWNET)); }
ATTEMPT(setns_pidfd) { return done(setns((int)NS(pidfd_open, 1, 0), CLONE_NEWUTS)); }

// Mounts.
ATTEMPT(mount_tmpfs) { return done(mount("none", "/tmp", "tmpfs", 0, "")); }
ATTEMPT(mount_proc) { return done(mount("none", "/tmp", "proc", 0, "")); }
ATTEMPT(mount_cgroup) {
  mkdir("/tmp/cgroup", 0700);
  return done(mount("none", "/tmp/cgroup", "cgroup2", 0, ""));
}
ATTEMPT(mount_bind) { return done(mount("/etc", "/tmp", NULL, MS_BIND, NULL)); }
ATTEMPT(remount_root) { return reached(mount("none", "/", NULL, MS_REMOUNT | MS_BIND, NULL)); }
ATTEMPT(remount_proc) { return done(mount("none", "/proc", NULL, MS_REMOUNT | MS_BIND, NULL)); }
ATTEMPT(make_shared) { return done(mount("none", "/", NULL, MS_SHARED | MS_REC, NULL)); }
ATTEMPT(unmount_tmp) { return done(umount2("/tmp", MNT_DETACH)); }
ATTEMPT(unmount_proc) { return done(umount2("/proc", MNT_DETACH)); }
ATTEMPT(pivot_root) { return reached(NS(pivot_root, ".", ".")); }
ATTEMPT(fsopen) { return done(NS(fsopen, "tmpfs", 0)); }
ATTEMPT(fspick) { return done(NS(fspick, AT_FDCWD, "/proc", 0)); }
ATTEMPT(fsmount) { return reached(NS(fsmount, -1, 0, 0)); }
ATTEMPT(fsconfig) { return reached(NS(fsconfig, -1, 0, NULL, NULL, 0)); }
ATTEMPT(open_tree) { return done(NS(open_tree, AT_FDCWD, "/", 1)); }
ATTEMPT(open_tree_attr) {
  uint64_t attributes[4] = {0};
  return done(syscall(467, AT_FDCWD, "/", 1, attributes, sizeof attributes));
}
ATTEMPT(move_mount) { return reached(NS(move_mount, -1, "", -1, "", 0)); }
ATTEMPT(mount_setattr) {
  uint64_t attributes[4] = {0, 1};
  return reached(NS(mount_setattr, AT_FDCWD, "/", 0x8000, attributes, sizeof attributes));
}

// Other processes.
ATTEMPT(trace_child) { return done(ptrace(PTRACE_SEIZE, sleeper(), 0, 0)); }
ATTEMPT(trace_me) { return done(ptrace(PTRACE_TRACEME, 0, 0, 0)); }
ATTEMPT(read_memory) {
  char byte;
  struct iovec here = {&byte, 1}, there = {NULL, 1};
  static char source;
  there.iov_base = &source;
  return done(process_vm_readv(sleeper(), &here, 1, &there, 1, 0));
}
ATTEMPT(write_memory) {
  static char target;
  char byte = 1;
  struct iovec here = {&byte, 1}, there = {&target, 1};
  return done(process_vm_writev(sleeper(), &here, 1, &there, 1, 0));
}
ATTEMPT(compare_processes) { return done(NS(kcmp, getpid(), sleeper(), 0, 0, 0)); }
ATTEMPT(pidfd_getfd) { return done(NS(pidfd_getfd, NS(pidfd_open, sleeper(), 0), 1, 0)); }
ATTEMPT(madvise_other) {
  static char page[1];
  struct iovec range = {page, 0};
  return reached(NS(process_madvise, NS(pidfd_open, sleeper(), 0), &range, 1, MADV_COLD, 0));
}
ATTEMPT_HOST(signal_host) { return done(kill(atoi(getenv("BYSTANDER")), 0)); }
ATTEMPT_HOST(pidfd_of_host) { return done(NS(pidfd_open, atoi(getenv("BYSTANDER")), 0)); }
ATTEMPT_HOST(limits_of_host) {
  return done(prlimit(atoi(getenv("BYSTANDER")), RLIMIT_CORE, NULL, &(struct rlimit){0}));
}
ATTEMPT_HOST(priority_of_host) {
  return done(setpriority(PRIO_PROCESS, (id_t)atoi(getenv("BYSTANDER")), 19));
}
ATTEMPT_HOST(affinity_of_host) {
  cpu_set_t set;
  return done(sched_getaffinity(atoi(getenv("BYSTANDER")), sizeof set, &set));
}

// The kernel.
ATTEMPT(userfaultfd) { return done(NS(userfaultfd, 0)); }
ATTEMPT(userfaultfd_user_mode) { return done(NS(userfaultfd, 1)); }
ATTEMPT(io_uring) {
  char parameters[256] = {0};
  return done(NS(io_uring_setup, 4, parameters));
}
ATTEMPT(bpf) { return reached(NS(bpf, 0, NULL, 0)); }
ATTEMPT(perf_event) { return reached(NS(perf_event_open, NULL, 0, 0, 0, 0)); }
ATTEMPT(session_keyring) { return reached(NS(keyctl, 0, -3, 1)); }
ATTEMPT(user_keyring) { return reached(NS(keyctl, 0, -4, 1)); }
ATTEMPT(add_key) { return done(NS(add_key, "user", "sigbox-canary", "x", 1, -1)); }
ATTEMPT(request_key) { return reached(NS(request_key, "user", "sigbox-none", NULL, 0)); }
ATTEMPT(handle_of_root) {
  union {
    struct file_handle handle;
    char space[256];
  } u = {.handle.handle_bytes = 128};
  int mount;
  return reached(NS(name_to_handle_at, AT_FDCWD, "/", &u.handle, &mount, 0));
}
ATTEMPT(open_by_handle) {
  union {
    struct file_handle handle;
    char space[256];
  } u = {.handle = {.handle_bytes = 8, .handle_type = 1}};
  // Inode 2 is the root directory of ext4.
  u.space[sizeof(struct file_handle)] = 2;
  return reached(NS(open_by_handle_at, open("/", O_RDONLY), &u.handle, O_RDONLY));
}
ATTEMPT(init_module) { return reached(NS(init_module, "", 0, "")); }
ATTEMPT(finit_module) { return reached(NS(finit_module, -1, "", 0)); }
ATTEMPT(delete_module) { return reached(NS(delete_module, "sigbox-none", O_NONBLOCK)); }
ATTEMPT(kexec_load) { return reached(NS(kexec_load, 0, 17, NULL, 1UL << 40)); }
ATTEMPT(kexec_file_load) { return reached(NS(kexec_file_load, -1, -1, 0, NULL, 1UL << 40)); }
ATTEMPT(swapon) { return reached(NS(swapon, "/sigbox-none", 0)); }
ATTEMPT(swapoff) { return reached(NS(swapoff, "/sigbox-none")); }
ATTEMPT(reboot) { return reached(NS(reboot, 1, 2, 3, 4)); }
ATTEMPT(accounting) { return reached(NS(acct, "/sigbox-none")); }
ATTEMPT(kernel_log) {
  char text[64];
  return done(NS(syslog, 3, text, sizeof text));
}
ATTEMPT(quota) { return reached(NS(quotactl, 0x80000100, "/sigbox-none", 0, NULL)); }
#ifdef __x86_64__
ATTEMPT(io_ports) { return done(NS(ioperm, 0x80, 1, 1)); }
ATTEMPT(io_level) { return done(NS(iopl, 3)); }
ATTEMPT(local_descriptor_table) {
  char table[64];
  return done(NS(modify_ldt, 0, table, sizeof table));
}
#endif
ATTEMPT(set_time) { return reached(NS(settimeofday, (void *)1, NULL)); }
ATTEMPT(set_clock) { return reached(NS(clock_settime, 0, (void *)1)); }
ATTEMPT(adjust_time) {
  struct timex state = {.modes = 0};
  return done(NS(adjtimex, &state));
}
ATTEMPT(host_name) { return done(sethostname("canary", 6)); }
ATTEMPT(domain_name) { return done(setdomainname("canary", 6)); }
ATTEMPT(fanotify) { return done(NS(fanotify_init, 0, O_RDONLY)); }
ATTEMPT(secret_memory) {
  long result = NS(memfd_secret, 0);
  return result < 0 && errno == ENOSYS ? unavailable : done(result);
}
ATTEMPT(executable_reads) { return done(NS(personality, 0x400000)); }
ATTEMPT(no_random_addresses) { return done(NS(personality, 0x40000)); }
ATTEMPT(move_pages) { return reached(NS(move_pages, 0, 0, NULL, NULL, NULL, 0)); }

// Sockets.
ATTEMPT(socket_vsock) { return family(AF_VSOCK, SOCK_STREAM); }
ATTEMPT(socket_alg) { return family(AF_ALG, SOCK_SEQPACKET); }
ATTEMPT(socket_key) { return family(AF_KEY, SOCK_RAW); }
ATTEMPT(socket_tipc) { return family(AF_TIPC, SOCK_RDM); }
ATTEMPT(socket_rds) { return family(AF_RDS, SOCK_SEQPACKET); }
ATTEMPT(socket_can) { return family(AF_CAN, SOCK_RAW); }
ATTEMPT(socket_xdp) { return family(AF_XDP, SOCK_RAW); }
ATTEMPT(socket_bluetooth) { return family(AF_BLUETOOTH, SOCK_RAW); }
ATTEMPT_HOST(abstract_socket) { return connects_abstract(getenv("ABSTRACT")); }

// Terminals.
ATTEMPT(type_into_terminal) { return terminal(TIOCSTI, "x"); }
ATTEMPT(type_with_high_bits) { return terminal(TIOCSTI | 0xffff00000000, "x"); }
ATTEMPT(paste_into_terminal) { return terminal(TIOCLINUX, "\2"); }
ATTEMPT(line_discipline) {
  int number = 0;
  return terminal(TIOCSETD, &number);
}

// Devices.
static int makes(mode_t type, dev_t device) {
  if (geteuid() != 0) return unavailable;
  unlink("/tmp/node");
  int result = mknod("/tmp/node", type | 0666, device);
  return result < 0 ? done(result) : reached(open("/tmp/node", O_RDONLY | O_NONBLOCK));
}
ATTEMPT_HOST(make_memory_device) { return makes(S_IFCHR, makedev(1, 1)); }
ATTEMPT_HOST(make_kmsg_device) { return makes(S_IFCHR, makedev(1, 11)); }
ATTEMPT_HOST(make_block_device) { return makes(S_IFBLK, makedev(7, 0)); }
ATTEMPT(open_memory) { return opens("/dev/mem", O_RDONLY); }
ATTEMPT(open_kmsg) { return opens("/dev/kmsg", O_WRONLY); }
ATTEMPT(open_fuse) {
  if (!present("/sys/class/misc/fuse")) return unavailable;
  return opens("/dev/fuse", O_RDWR);
}
ATTEMPT(open_tun) {
  if (!present("/sys/class/misc/tun")) return unavailable;
  return opens("/dev/net/tun", O_RDWR);
}
ATTEMPT(open_loop_control) {
  if (!present("/sys/class/misc/loop-control")) return unavailable;
  return opens("/dev/loop-control", O_RDWR);
}
ATTEMPT(mode_of_null) { return done(chmod("/dev/null", 0666)); }
ATTEMPT(mode_of_tty) { return done(chmod("/dev/tty", 0666)); }

// Settings of the kernel. They are opened and not written.
ATTEMPT(sysrq) { return opens("/proc/sysrq-trigger", O_WRONLY); }
ATTEMPT(core_pattern) { return opens("/proc/sys/kernel/core_pattern", O_WRONLY); }
ATTEMPT(modprobe_path) {
  if (!present("/proc/sys/kernel/modprobe")) return unavailable;
  return opens("/proc/sys/kernel/modprobe", O_WRONLY);
}
ATTEMPT(panic_on_oom) { return opens("/proc/sys/vm/panic_on_oom", O_WRONLY); }
ATTEMPT(protected_links) { return opens("/proc/sys/fs/protected_symlinks", O_WRONLY); }
ATTEMPT(ip_forward) { return opens("/proc/sys/net/ipv4/ip_forward", O_WRONLY); }
ATTEMPT(interrupts) {
  if (!present("/proc/irq/default_smp_affinity")) return unavailable;
  return opens("/proc/irq/default_smp_affinity", O_WRONLY);
}
ATTEMPT(uevent_helper) {
  if (!present("/sys/kernel/uevent_helper")) return unavailable;
  return opens("/sys/kernel/uevent_helper", O_WRONLY);
}
ATTEMPT(profiling) {
  if (!present("/sys/kernel/profiling")) return unavailable;
  return opens("/sys/kernel/profiling", O_WRONLY);
}
ATTEMPT(block_device_events) {
  if (!present("/sys/devices/virtual/mem/null/uevent")) return unavailable;
  return opens("/sys/devices/virtual/mem/null/uevent", O_WRONLY);
}
ATTEMPT(kernel_memory) { return present("/proc/kcore") ? reads("/proc/kcore") : unavailable; }
ATTEMPT(kernel_messages) { return reads("/proc/kmsg"); }
ATTEMPT(keys) { return present("/proc/keys") ? reads("/proc/keys") : unavailable; }
ATTEMPT(timers) { return present("/proc/timer_list") ? reads("/proc/timer_list") : unavailable; }

// Privileges.
ATTEMPT(all_capabilities) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2];
  if (NS(capget, &header, data) < 0) return refused;
  data[0].permitted |= 1 << CAP_SYS_ADMIN;
  data[0].effective |= 1 << CAP_SYS_ADMIN;
  return done(NS(capset, &header, data));
}
ATTEMPT(bounding_set) { return prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN) == 1 ? through : refused; }
ATTEMPT(new_privileges) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? refused : through; }
ATTEMPT(memory_map) { return reached(prctl(PR_SET_MM, PR_SET_MM_BRK, 1, 0, 0)); }
ATTEMPT(real_time) { return done(sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){1})); }
ATTEMPT(higher_priority) { return done(setpriority(PRIO_PROCESS, 0, -20)); }
ATTEMPT(real_time_io) { return done(NS(ioprio_set, 1, 0, 1 << 13)); }
ATTEMPT(protect_from_oom) {
  int descriptor = open("/proc/self/oom_score_adj", O_WRONLY);
  return done(write(descriptor, "-1000", 5));
}
ATTEMPT(more_descriptors) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_max++;
  return done(setrlimit(RLIMIT_NOFILE, &limit));
}

// Files of the host: in the directory canaries, which the box sees and may not change.
ATTEMPT_HOST(file_write) { return opens("file", O_WRONLY); }
ATTEMPT_HOST(file_append) { return opens("file", O_RDWR | O_APPEND); }
ATTEMPT_HOST(file_truncate) { return done(truncate("file", 1)); }
ATTEMPT_HOST(file_mode) { return done(chmod("file", 0777)); }
ATTEMPT_HOST(file_setuid) { return done(chmod("file", 04755)); }
ATTEMPT_HOST(file_mode_by_descriptor) { return done(fchmod(open("file", O_RDONLY), 0777)); }
ATTEMPT_HOST(file_mode_by_link) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", open("file", O_PATH));
  return done(chmod(path, 0777));
}
ATTEMPT_HOST(file_owner) { return done(chown("file", getuid(), getgid())); }
ATTEMPT_HOST(file_owner_by_descriptor) {
  return done(fchown(open("file", O_RDONLY), getuid(), getgid()));
}
ATTEMPT_HOST(file_times) { return done(utimensat(AT_FDCWD, "file", NULL, 0)); }
ATTEMPT_HOST(file_times_by_descriptor) { return done(futimens(open("file", O_RDONLY), NULL)); }
ATTEMPT_HOST(file_attribute) {
  long result = NS(setxattr, "file", "user.canary", "x", 1, 0);
  return result < 0 && errno == EOPNOTSUPP ? unavailable : done(result);
}
ATTEMPT_HOST(file_flags) {
  int descriptor = open("file", O_RDONLY), flags;
  if (ioctl(descriptor, FS_IOC_GETFLAGS, &flags) < 0) return unavailable;
  flags |= FS_NODUMP_FL;
  return done(ioctl(descriptor, FS_IOC_SETFLAGS, &flags));
}
ATTEMPT_HOST(file_allocate) { return done(fallocate(open("file", O_RDWR), 0, 0, 100)); }
ATTEMPT_HOST(file_map) {
  int descriptor = open("file", O_RDWR);
  return mmap(NULL, 1, PROT_WRITE, MAP_SHARED, descriptor, 0) == MAP_FAILED ? refused : through;
}
ATTEMPT_HOST(file_remove) { return done(unlink("remove")); }
ATTEMPT_HOST(file_rename) { return done(rename("rename", "renamed")); }
ATTEMPT_HOST(file_link) { return done(link("file", "link")); }
ATTEMPT_HOST(file_link_above) { return done(link("file", "../link")); }
ATTEMPT_HOST(make_file) { return done(open("made", O_CREAT | O_WRONLY, 0600)); }
ATTEMPT_HOST(make_unnamed_file) { return done(open(".", O_TMPFILE | O_RDWR, 0600)); }
ATTEMPT_HOST(make_directory) { return done(mkdir("directory", 0700)); }
ATTEMPT_HOST(make_link) { return done(symlink("x", "symlink")); }
ATTEMPT_HOST(make_fifo) { return done(mkfifo("made-fifo", 0600)); }
ATTEMPT_HOST(make_socket) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "made-socket"};
  return done(bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&address, sizeof address));
}
ATTEMPT_HOST(directory_mode) { return done(chmod(".", 0777)); }
ATTEMPT_HOST(write_fifo) {
  int descriptor = open("fifo", O_WRONLY | O_NONBLOCK);
  return done(write(descriptor, "x", 1));
}
ATTEMPT_HOST(connect_socket) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
  return done(connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&address, sizeof address));
}
ATTEMPT_HOST(leave_chroot) {
  char inner[] = "/tmp/escape.XXXXXX", path[4096];
  int root = open("/", O_RDONLY | O_DIRECTORY);
  if (!mkdtemp(inner)) return unavailable;
  int result = chroot(inner);
  rmdir(inner);
  if (result < 0) return unavailable;
  if (fchdir(root) < 0) return refused;
  for (int i = 0; i < 64; i++)
    if (chdir("..") < 0) return refused;
  if (chroot(".") < 0) return refused;
  snprintf(path, sizeof path, "%s/secret", getenv("HIDDEN"));
  return reads(path);
}
ATTEMPT_HOST(shared_memory) { return done(shmget(atoi(getenv("SHARED")), 1, 0)); }

int main(int argc, char **argv) {
  if (chdir("canaries") < 0) fprintf(stderr, "no canaries: ");
  for (size_t i = 0; argc == 2 && i < count; i++)
    if (!strcmp(attempts[i].name, argv[1])) return attempts[i].attempt();
  fprintf(stderr, "usage: escape-attempts NAME\n");
  return 2;
}
