// Forks: of the caller, and of processes that do one thing for it.
//
// These processes never execute. They call only functions that scripts/check allows for this file.

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
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

int clinux_guard(int pidfd, char *const *directories, int terminal, int *release) {
  int pair[2];
  struct termios settings;
  if (tcgetattr(terminal, &settings) < 0) terminal = -1;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  int pid = fork();
  int error = errno;
  if (pid == 0) {
    uint64_t all = UINT64_MAX;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
    setsid();
    // Keep no other descriptor open, not even 0, 1 and 2: a reader of theirs waits for
    // end-of-file.
    int kept[] = {pair[0], pidfd, terminal};
    for (int fd = 0; fd < 3; fd++)
      if (kept[fd] >= 0) kept[fd] = fcntl(kept[fd], F_DUPFD, 3);
    for (int fd = 0; fd < 3; fd++)
      if (kept[fd] < 0 || dup2(kept[fd], fd) < 0) close(fd);
    syscall(SYS_close_range, 3, ~0U, 0);
    char byte;
    ssize_t count;
    while ((count = read(0, &byte, 1)) < 0 && errno == EINTR) {}
    bool dismissed = count > 0;
    if (!dismissed) syscall(SYS_pidfd_send_signal, 1, SIGKILL, NULL, 0);
    if (terminal >= 0) tcsetattr(2, TCSANOW, &settings);
    struct pollfd end = {.fd = 1, .events = POLLIN};
    if (*directories && !dismissed) poll(&end, 1, 10000);
    // The caller removes the directories too, but may end before that. EBUSY: an ended process
    // may not have left its control group yet.
    for (int tries = dismissed ? 100 : 1000; *directories && tries > 0;) {
      if (rmdir(*directories) == 0 || errno != EBUSY) directories++;
      else if (tries-- > 0) poll(NULL, 0, 10);
    }
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

/// Waits for a child whose exit status is an errno, and returns that.
static int child_result(pid_t pid) {
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return errno;
  // A child that was killed was in the namespace: the signal that it sent has ended PID 1.
  return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

int clinux_signal_inside(int pidfd, bool user_namespace, int pid, int signal) {
  pid_t joiner = fork();
  if (joiner < 0) return -errno;
  if (joiner == 0) {
    // setns(2) does not move the caller into a PID namespace, only its later children.
    if (setns(pidfd, CLONE_NEWPID | (user_namespace ? CLONE_NEWUSER : 0)) < 0) _exit(errno);
    // A receiver in the box sees the sender as root.
    if (user_namespace && (setresgid(0, 0, 0) < 0 || setresuid(0, 0, 0) < 0)) _exit(errno);
    pid_t sender = fork();
    if (sender < 0) _exit(errno == ENOMEM ? ESRCH : errno);
    if (sender == 0) _exit(kill(pid, signal) < 0 ? errno : 0);
    _exit(child_result(sender));
  }
  return -child_result(joiner);
}
