// One system call a function. glibc's own signal functions are passed by where they keep signals
// 32 and 33 from the caller.

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/mount.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"
#include "internal.h"

static int result(long value) { return value < 0 ? -errno : (int)value; }

#if defined(__x86_64__)
// x86's kernel has no restorer of its own and refuses an action without one.
__asm__(
    ".pushsection .text\n"
    ".type clinux_restorer, @function\n"
    "clinux_restorer:\n"
    "  mov $15, %rax\n"
    "  syscall\n"
    ".size clinux_restorer, . - clinux_restorer\n"
    ".popsection\n");
extern void clinux_restorer(void);
_Static_assert(SYS_rt_sigreturn == 15, "clinux_restorer calls rt_sigreturn");
#endif

// rt_sigaction(2)
int clinux_set_action(int signal, struct kernel_sigaction *action) {
#if defined(__x86_64__)
  enum { sa_restorer = 0x04000000 };
  action->flags |= sa_restorer;
  action->restorer = clinux_restorer;
#endif
  return result(syscall(SYS_rt_sigaction, signal, action, NULL, sizeof(uint64_t)));
}

// rt_sigaction(2)
int clinux_disposition(int signal, bool ignored) {
  struct kernel_sigaction action = {
      .handler = ignored ? (void *)SIG_IGN : NULL};
  int done = clinux_set_action(signal, &action);
  if (done == 0) clinux_caught &= ~(UINT64_C(1) << (signal - 1));
  return done;
}

// rt_sigaction(2)
int clinux_get_disposition(int signal) {
  struct kernel_sigaction action;
  int done = result(syscall(SYS_rt_sigaction, signal, NULL, &action, sizeof(uint64_t)));
  if (done < 0) return done;
  return action.handler == NULL ? 0 : action.handler == (void *)SIG_IGN ? 1 : 2;
}

// rt_sigpending(2)
int clinux_pending(uint64_t *set) {
  return result(syscall(SYS_rt_sigpending, set, sizeof *set));
}

// kill(2)
int clinux_kill(int pid, int signal) { return result(syscall(SYS_kill, pid, signal)); }

// tgkill(2), as raise(3)
int clinux_raise(int signal) {
  return clinux_tgkill(getpid(), (int)syscall(SYS_gettid), signal);
}

// rt_sigqueueinfo(2), as sigqueue(3)
int clinux_queue(int pid, int signal, int64_t value) {
  siginfo_t info = {.si_signo = signal, .si_code = SI_QUEUE};
  info.si_pid = getpid();
  info.si_uid = getuid();
  info.si_value.sival_ptr = (void *)(intptr_t)value;
  return result(syscall(SYS_rt_sigqueueinfo, pid, signal, &info));
}

// tgkill(2)
int clinux_tgkill(int process, int thread, int signal) {
  return result(syscall(SYS_tgkill, process, thread, signal));
}

// wait4(2)
int clinux_reap(int *status) { return result(syscall(SYS_wait4, -1, status, WNOHANG, NULL)); }

// pidfd_open(2)
int clinux_pidfd_open(int pid) { return result(syscall(SYS_pidfd_open, pid, 0)); }

// pidfd_send_signal(2)
int clinux_pidfd_signal(int pidfd, int signal) {
  return result(syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0));
}

// close_range(2)
int clinux_close_range(unsigned first, unsigned last) {
  return result(syscall(SYS_close_range, first, last, 0));
}

// fcntl(2), F_DUPFD_CLOEXEC
int clinux_duplicate(int fd, int least) { return result(fcntl(fd, F_DUPFD_CLOEXEC, least)); }

// prctl(2), PR_SET_PDEATHSIG
int clinux_parent_death_signal(int signal) { return result(prctl(PR_SET_PDEATHSIG, signal)); }

// prctl(2), PR_SET_CHILD_SUBREAPER
int clinux_child_subreaper(bool set) { return result(prctl(PR_SET_CHILD_SUBREAPER, set)); }

// prctl(2), PR_GET_CHILD_SUBREAPER
int clinux_is_child_subreaper(void) {
  int set = 0;
  int done = result(prctl(PR_GET_CHILD_SUBREAPER, &set));
  return done < 0 ? done : set;
}

// pipe2(2), closed on execve
// memfd_create(2)
int clinux_memory_file(void) {
  int descriptor = memfd_create("output", MFD_CLOEXEC);
  return descriptor < 0 || fcntl(descriptor, F_SETFL, O_APPEND) < 0 ? -errno : descriptor;
}

int clinux_pipe(int *reading, int *writing) {
  int pair[2];
  if (pipe2(pair, O_CLOEXEC) < 0) return -errno;
  *reading = pair[0];
  *writing = pair[1];
  return 0;
}

// signalfd4(2)
int clinux_signalfd(uint64_t set) {
  return result(syscall(SYS_signalfd4, -1, &set, sizeof set, SFD_CLOEXEC | SFD_NONBLOCK));
}

// read(2) from a signalfd
int clinux_read_signal(int fd, clinux_record *record) {
  struct signalfd_siginfo info;
  ssize_t count = read(fd, &info, sizeof info);
  if (count < 0) return errno == EAGAIN ? 0 : -errno;
  if (count != sizeof info) return -EIO;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *record = (clinux_record){
      .signal = (int)info.ssi_signo,
      .code = info.ssi_code,
      .pid = (int)info.ssi_pid,
      .uid = info.ssi_uid,
      .status = info.ssi_status,
      .value = (int64_t)info.ssi_ptr,
      .address = info.ssi_addr,
      .time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec,
  };
  return 1;
}

// netdevice(7), SIOCSIFFLAGS
int clinux_loopback_up(void) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int done = result(ioctl(fd, SIOCSIFFLAGS, &request));
  close(fd);
  return done;
}

// mount_setattr(2), the whole tree
int clinux_mount_read_only(const char *path) {
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
  return result(
      syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes));
}

// open_tree(2), a copy of the tree at a path
int clinux_open_tree(const char *path, bool follows) {
  return result(syscall(
      SYS_open_tree, AT_FDCWD, path,
      OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | (follows ? 0 : AT_SYMLINK_NOFOLLOW)));
}

// pivot_root(2), with the old root below itself until it is let go
int clinux_change_root(const char *path) {
  if (chdir(path) < 0 || syscall(SYS_pivot_root, ".", ".") < 0 ||
      syscall(SYS_umount2, ".", 2 /* MNT_DETACH */) < 0)
    return -errno;
  return result(chdir("/"));
}

// move_mount(2)
int clinux_move_mount(int tree, const char *path) {
  return result(syscall(SYS_move_mount, tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH));
}

// open(2) of /dev/null for each of 0, 1, 2 that is closed
static bool was_closed[3];

int clinux_null_standard_descriptors(void) {
  for (int fd = 0; fd < 3; fd++) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    if (open("/dev/null", O_RDWR) != fd) return -errno;
    was_closed[fd] = true;
  }
  return 0;
}

bool clinux_was_closed(int fd) {
  struct stat file;
  // Something else may have been put in its place.
  return fd >= 0 && fd < 3 && was_closed[fd] && fstat(fd, &file) == 0 && S_ISCHR(file.st_mode) &&
         file.st_rdev == makedev(1, 3);
}

// socketpair(2)
int clinux_seqpacket(int *first, int *second) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  *first = pair[0];
  *second = pair[1];
  return 0;
}

// strerrorname_np(3)
const char *clinux_errno_name(int number) { return strerrorname_np(number); }

// wait(2), the macros
bool clinux_exited(int status) { return WIFEXITED(status); }
int clinux_exit_status(int status) { return WEXITSTATUS(status); }
int clinux_killing_signal(int status) { return WTERMSIG(status); }
bool clinux_core_dumped(int status) { return WCOREDUMP(status); }

void clinux_exit(int code) {
  fflush(NULL);
  _exit(code);
}

void clinux_line_buffer(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

union rights {
  struct cmsghdr header;
  char space[CMSG_SPACE(sizeof(int))];
};

// sendmsg(2)
int clinux_send_descriptor(int socket, int fd) {
  union rights rights = {.header = {
      .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)}};
  memcpy(CMSG_DATA(&rights.header), &fd, sizeof fd);
  struct iovec byte = {.iov_base = "", .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
  return result(sendmsg(socket, &message, MSG_NOSIGNAL));
}

// recvmsg(2)
int clinux_receive_descriptor(int socket) {
  union rights rights;
  char byte;
  struct iovec place = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &place, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
  ssize_t count;
  // The kernel says once that the other end has closed with messages unread, before what it sent.
  do count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && (errno == EINTR || errno == ECONNRESET));
  if (count < 0) return -errno;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return -EBADMSG;
  int fd;
  memcpy(&fd, CMSG_DATA(header), sizeof fd);
  return fd;
}

int clinux_mount_detached(const char *type) {
  int context = result(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC));
  if (context < 0) return context;
  int root = result(syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0));
  if (root == 0) root = result(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0));
  close(context);
  return root;
}
