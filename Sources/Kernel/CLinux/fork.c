// Forks: of the caller, and of processes that do one thing for it.
//
// These processes never execute. They call only functions that scripts/check allows for this file.

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

int clinux_fork(void) {
  // A signal caught before the fork belongs to the parent, one sent to the child's PID to the
  // child.
  uint64_t mask, caught = clinux_caught;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &caught, &mask, sizeof mask);
  int pid = fork();
  int error = errno;
  if (pid == 0) mask = clinux_ring_forget();
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  return pid < 0 ? -error : pid;
}

void clinux_reap_automatically(void) {
  struct kernel_sigaction action = {.flags = SA_NOCLDWAIT | SA_NOCLDSTOP};
  clinux_set_action(SIGCHLD, &action);
}

static void block_all_signals(void) {
  uint64_t all = UINT64_MAX;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
}

/// Moves descriptors to 0, 1 and 2, where a negative one leaves a gap, and closes all others: a
/// reader of theirs waits for end-of-file.
static void keep_descriptors(int first, int second, int third) {
  int kept[] = {first, second, third};
  for (int fd = 0; fd < 3; fd++)
    if (kept[fd] >= 0) kept[fd] = fcntl(kept[fd], F_DUPFD, 3);
  for (int fd = 0; fd < 3; fd++)
    if (kept[fd] < 0 || dup2(kept[fd], fd) < 0) close(fd);
  syscall(SYS_close_range, 3, ~0U, 0);
}

/// Waits for a byte; 0 if the other end was closed without one.
static unsigned char wait_for_byte(int fd) {
  unsigned char byte;
  ssize_t count;
  while ((count = read(fd, &byte, 1)) < 0 && errno == EINTR) {}
  return count > 0 ? byte : 0;
}

enum { guarded = 1, guarded_terminal = 2 };

typedef struct {
  char *const *directories;
  bool has_terminal;
  clinux_terminal_state state;
} guard_plan;

/// Does what a guardian is for: the descriptors are `guarded` and `guarded_terminal`.
static void end_guard(const guard_plan *plan, unsigned char dismissed) {
  if (!dismissed) syscall(SYS_pidfd_send_signal, guarded, SIGKILL, NULL, 0);
  if (plan->has_terminal)
    clinux_restore_terminal(
        guarded_terminal, &plan->state, dismissed != clinux_dismissed_in_background);
  struct pollfd end = {.fd = guarded, .events = POLLIN};
  char *const *directories = plan->directories;
  if (*directories && !dismissed) poll(&end, 1, 10000);
  // The caller removes the directories too, but may end before that. EBUSY: an ended process
  // may not have left its control group yet.
  for (int tries = dismissed ? 100 : 1000; *directories && tries > 0;) {
    if (rmdir(*directories) == 0 || errno != EBUSY) directories++;
    else if (tries-- > 0) poll(NULL, 0, 10);
  }
}

/// What the second guardian has, in the memory of the first.
static struct {
  const guard_plan *plan;
  int socket;
} second_guard;

static int guard_second(void *unused) {
  (void)unused;
  const guard_plan *plan = second_guard.plan;
  // A parent that ends wakes a stopped guardian.
  prctl(PR_SET_PDEATHSIG, SIGCONT);
  setsid();
  keep_descriptors(second_guard.socket, guarded, plan->has_terminal ? guarded_terminal : -1);
  wait_for_byte(0);
  end_guard(plan, 0);
  _exit(0);
}

/// Makes the second guardian, which does the work of the first if that is killed. It shares the memory
/// of the first, which stays if the first ends. Returns the end of a socket pair that is closed with
/// the second, or a negative errno.
static int make_second(const guard_plan *plan, pid_t *second) {
  static _Alignas(16) char stack[16384];
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  second_guard.plan = plan;
  second_guard.socket = pair[0];
  *second = clone(guard_second, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL);
  int error = errno;
  close(pair[0]);
  if (*second >= 0) return pair[1];
  close(pair[1]);
  return -error;
}

/// The first guardian, with the caller's socket on descriptor 0.
static void guard(const guard_plan *plan) {
  pid_t second = -1;
  struct pollfd ends[] = {{.fd = 0, .events = POLLIN}, {.fd = -1, .events = POLLIN}};
  bool failed = false;
  do {
    // Without processes left for a second guardian, there is one.
    if (ends[1].fd < 0 && !failed) {
      ends[1].fd = make_second(plan, &second);
      failed = ends[1].fd < 0;
    }
    if (poll(ends, 2, -1) < 0) continue;
    if (ends[1].fd >= 0 && ends[1].revents) {
      while (waitpid(second, NULL, 0) < 0 && errno == EINTR) {}
      close(ends[1].fd);
      ends[1].fd = -1;
    }
  } while (!ends[0].revents);
  end_guard(plan, wait_for_byte(0));
  if (ends[1].fd < 0) return;
  kill(second, SIGKILL);
  while (waitpid(second, NULL, 0) < 0 && errno == EINTR) {}
}

int clinux_guard(int pidfd, char *const *directories, int terminal, int *release) {
  int pair[2];
  guard_plan plan = {.directories = directories};
  plan.has_terminal = terminal >= 0 && clinux_save_terminal(terminal, &plan.state);
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  int pid = fork();
  int error = errno;
  if (pid == 0) {
    block_all_signals();
    prctl(PR_SET_PDEATHSIG, SIGCONT);
    setsid();
    keep_descriptors(pair[0], pidfd, plan.has_terminal ? terminal : -1);
    guard(&plan);
    _exit(0);
  }
  close(pair[0]);
  if (pid < 0) {
    close(pair[1]);
    return -error;
  }
  *release = pair[1];
  return pid;
}

static int64_t milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// Whether a signal waits that asks the caller to end, and that it has blocked.
static bool is_asked_to_end(void) {
  uint64_t pending = 0, ends = 0;
  for (const int *signal = (const int[]){SIGTERM, SIGINT, SIGHUP, SIGQUIT, 0}; *signal; signal++)
    ends |= UINT64_C(1) << (*signal - 1);
  syscall(SYS_rt_sigpending, &pending, sizeof pending);
  return pending & ends;
}

/// Joins the namespaces of clinux_signal_inside. Returns 0 or a positive errno.
///
/// setns(2) does not move the caller into a PID namespace, only its later children.
static int join(int pidfd, const int *files, int count, bool user_namespace) {
  if (count) return -clinux_join_files(files, count);
  return setns(pidfd, CLONE_NEWPID | (user_namespace ? CLONE_NEWUSER : 0)) < 0 ? errno : 0;
}

/// The parent of the sender, in the namespaces, with the caller's socket on descriptor 0 and the pidfd of PID 1 on 1.
/// Returns a positive errno.
static int signal_from_child(bool user_namespace, int pid, int signal) {
  // The kernel reaps the sender as soon as it ends, even if this process is stopped: PID 1 cannot
  // end before.
  clinux_reap_automatically();
  // A receiver in the box sees the sender as root.
  if (user_namespace &&
      (syscall(SYS_setresgid, 0, 0, 0) < 0 || syscall(SYS_setresuid, 0, 0, 0) < 0))
    return errno;
  int sender_fd = -1;
  int sender = clinux_clone(0, &sender_fd);
  if (sender < 0) return sender == -ENOMEM ? ESRCH : -sender;
  if (sender == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    _exit(kill(pid, signal) < 0 ? errno : 0);
  }
  struct pollfd ends[] = {{.fd = 0, .events = POLLIN}, {.fd = sender_fd, .events = POLLIN}};
  while (poll(ends, 2, 20) >= 0 || errno == EINTR) {
    if (ends[1].revents) break;
    // The caller has ended, or waits no longer.
    int kick = ends[0].revents ? SIGKILL : SIGCONT;
    syscall(SYS_pidfd_send_signal, sender_fd, kick, NULL, 0);
    if (kick == SIGKILL) return ETIMEDOUT;
  }
  uint64_t child = UINT64_C(1) << (SIGCHLD - 1);
  // The descriptor is readable a moment before the signal comes.
  struct timespec patience = {.tv_sec = 1};
  siginfo_t info = {0};
  syscall(SYS_rt_sigtimedwait, &child, &info, &patience, sizeof child);
  if (info.si_code == CLD_EXITED) return info.si_status;
  // Killed with the whole box, which may be the effect of its signal, or by a process of the box.
  struct pollfd first = {.fd = 1, .events = POLLIN};
  return poll(&first, 1, 1000) > 0 ? 0 : ECANCELED;
}

int clinux_signal_inside(
    int pidfd, const int *files, int count, bool user_namespace, int pid, int signal,
    int milliseconds) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  pid_t joiner = fork();
  if (joiner == 0) {
    block_all_signals();
    setsid();
    int failure = join(pidfd, files, count, user_namespace);
    keep_descriptors(pair[0], pidfd, -1);
    if (!failure) failure = signal_from_child(user_namespace, pid, signal);
    unsigned char error = (unsigned char)failure;
    _exit(write(0, &error, 1) == 1 ? 0 : 1);
  }
  int error = joiner < 0 ? errno : 0;
  close(pair[0]);
  if (joiner < 0) {
    close(pair[1]);
    return -error;
  }
  int64_t deadline = milliseconds_now() + milliseconds;
  struct pollfd end = {.fd = pair[1]};
  unsigned char reason = 0;
  // The joiner ends at once when it is told to. It is not killed while that may be only slow: its
  // sender would be left to a process that may never reap it.
  while (poll(&end, 1, 20) <= 0) {
    int64_t late = milliseconds_now() - deadline;
    if (!reason && (is_asked_to_end() || late >= 0)) {
      reason = late >= 0 ? ETIMEDOUT : EINTR;
      shutdown(pair[1], SHUT_WR);
    }
    kill(joiner, late < 1000 ? SIGCONT : SIGKILL);
  }
  unsigned char answer;
  if (read(pair[1], &answer, 1) != 1) answer = ECANCELED;
  close(pair[1]);
  while (waitpid(joiner, NULL, 0) < 0 && errno == EINTR) {}
  return answer == ETIMEDOUT && reason ? -reason : -answer;
}
