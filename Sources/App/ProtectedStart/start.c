// Every process of a box is a copy of sigbox until it executes a command. Through /proc/PID/exe it
// could change the mode, the owner or the contents of sigbox's file on the host. Commands that may
// start a process in a box therefore run from a mount of the file that is read-only and ignores
// set-user-ID bits.
//
// protected_start is where the kernel enters the program, before _start of the C library, which
// would take three times as long as all of the second execve(2): in a virtual machine each of its
// cpuid instructions ends in the hypervisor. So nothing of the C library may be used here, not even
// memset(3) or errno.

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entry.h"

static const char commands[][9] = {
    "run",  "compare", "conform", "doctor", "exec", "explain", "kill", "masks", "probe",
    "repl", "test",    "workshop",
};

static bool begins(const char *text, const char *start) {
  while (*start && *text == *start) text++, start++;
  return !*start;
}

static bool is(const char *text, const char *other) {
  return begins(text, other) && begins(other, text);
}

/// Whether the first options make a privileged box, which may change every file of the host.
static bool is_privileged(char *const *options) {
  for (; *options && **options == '-' && !is(*options, "--"); options++)
    if (is(*options, "--privileged")) return true;
  return false;
}

static bool needs_protection(long argc, char *const *argv) {
  if (argc < 2) return false;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (is(argv[1], commands[i])) return !is_privileged(argv + 2);
  return false;
}

/// The kernel names a program so that was executed by its descriptor.
static bool is_second_start(char **envp) {
  while (*envp) envp++;
  for (const Elf64_auxv_t *entry = (const void *)(envp + 1); entry->a_type; entry++)
    if (entry->a_type == AT_EXECFN) return begins((const char *)entry->a_un.a_val, "/dev/fd/");
  return false;
}

// The Swift runtime needs more, and would end by a fault that names no reason.
static const rlim_t least_stack = 256 << 10;

static void require_stack(void) {
  struct rlimit limit;
  if (call(SYS_prlimit64, 0, RLIMIT_STACK, 0, &limit) < 0 || limit.rlim_cur >= least_stack) return;
  static const char message[] =
      "sigbox: the limit on the stack is below 256 KiB: use ulimit -s 1024 or more\n";
  call(SYS_write, STDERR_FILENO, message, sizeof message - 1);
  call(SYS_exit_group, 125);
}

/// A file that is to be mounted again, and the result: a descriptor or a negative errno.
struct detaching {
  int file;
  long mount;
  char path[4096];
};

/// Makes the mount; of a file by its path, checks that it is the same file.
static long detach(void *opaque) {
  struct detaching *detaching = opaque;
  const char *path = detaching->path;
  long mount = call(
      SYS_open_tree, *path ? AT_FDCWD : detaching->file, path,
      OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW);
  if (mount >= 0) {
    struct mount_attr change;
    change.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
    change.attr_clr = change.propagation = change.userns_fd = 0;
    struct statx wanted, found;
    long error = call(SYS_mount_setattr, mount, "", AT_EMPTY_PATH, &change, sizeof change);
    if (error == 0)
      error = call(SYS_statx, detaching->file, "", AT_EMPTY_PATH, STATX_INO, &wanted);
    if (error == 0) error = call(SYS_statx, mount, "", AT_EMPTY_PATH, STATX_INO, &found);
    if (error == 0 &&
        (wanted.stx_dev_major != found.stx_dev_major ||
         wanted.stx_dev_minor != found.stx_dev_minor || wanted.stx_ino != found.stx_ino))
      error = -ESTALE;
    if (error < 0) {
      call(SYS_close, mount);
      mount = error;
    }
  }
  return detaching->mount = mount;
}

/// A detached mount of an open file that is read-only, nosuid and nodev.
///
/// Not inlined: its memory is more than the stack has before require_stack.
__attribute__((noinline)) static long mount_again(int file) {
  struct detaching detaching;
  detaching.file = file;
  detaching.path[0] = 0;
  if (detach(&detaching) != -EPERM) return detaching.mount;
  // Without privileges: in a user namespace, whose mounts are copies of those that have the file.
  long length = call(
      SYS_readlinkat, AT_FDCWD, "/proc/self/exe", detaching.path, sizeof detaching.path - 1);
  if (length <= 0) return length;
  detaching.path[length] = 0;
  _Alignas(16) char stack[16384];
  long pid = call_in_child(
      CLONE_VM | CLONE_VFORK | CLONE_FILES | CLONE_NEWUSER | CLONE_NEWNS, stack + sizeof stack,
      detach, &detaching);
  if (pid < 0) return pid;
  while (call(SYS_wait4, pid, 0, __WALL, 0) == -EINTR) {}
  return detaching.mount;
}

/// Runs before the C library; what it returns to starts it.
__attribute__((used, visibility("hidden"))) void protect(long argc, char **argv) {
  require_stack();
  char **envp = argv + argc + 1;
  if (is_second_start(envp) || !needs_protection(argc, argv)) return;
  // If it fails, the file still belongs to nobody in a box, unless the caller is its owner.
  long file = call(SYS_openat, AT_FDCWD, "/proc/self/exe", O_PATH | O_CLOEXEC);
  if (file < 0) return;
  long mount = mount_again((int)file);
  call(SYS_close, file);
  if (mount < 0) return;
  call(SYS_execveat, mount, "", argv, envp, AT_EMPTY_PATH);
  call(SYS_close, mount);
}
