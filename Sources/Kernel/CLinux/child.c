// Clone. A spawned child shares the memory of its parent until it executes, so it may only make
// system calls on what was prepared; scripts/check holds this file's undefined symbols against an
// allow-list. The parent stands still meanwhile (CLONE_VFORK).
//
// Two details keep the experiment clean. Only the caught signals are blocked while memory is
// shared, for their handler would write into the parent's ring: a blocked signal at its default
// would be queued where the kernel should have dropped it. And the child is cloned without an
// exit signal, which execve sets to CHLD: a command that cannot be executed leaves no CHLD behind.

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "CLinux.h"
#include "internal.h"

static int fail(clinux_spawn_plan *plan, int stage, int error) {
  plan->failed_stage = stage;
  plan->failed_errno = error;
  return 127;
}

static int execute(const char *path, char *const *argv, char *const *envp) {
  execve(path, argv, envp);
  return errno;
}

int clinux_execute_first(
    clinux_executor *execute, char *const *paths, char *const *argv, char *const *envp) {
  int reason = ENOENT;
  bool forbidden = false;
  for (; *paths; paths++) {
    reason = execute(*paths, argv, envp);
    if (reason == EACCES) {
      // A file that is there and may not be run outweighs one that is not there.
      if (access(*paths, F_OK) == 0) forbidden = true;
      reason = ENOENT;
    } else if (reason != ENOENT && reason != ENOTDIR) {
      return reason;
    }
  }
  return forbidden ? EACCES : reason;
}

/// Gives the child its descriptors from 0 on; 0, or an errno.
static int pass_descriptors(clinux_spawn_plan *plan) {
  // All are moved out of the way first, for one may be where another is to go.
  for (int fd = 0; fd < plan->descriptor_count; fd++) {
    plan->moved[fd] = plan->descriptors[fd];
    if (plan->moved[fd] < 0) continue;
    plan->moved[fd] = fcntl(plan->moved[fd], F_DUPFD_CLOEXEC, plan->descriptor_count);
    if (plan->moved[fd] < 0) return errno;
  }
  if (plan->terminal >= 0) {
    plan->terminal = fcntl(plan->terminal, F_DUPFD_CLOEXEC, plan->descriptor_count);
    if (plan->terminal < 0) return errno;
  }
  for (int fd = 0; fd < plan->descriptor_count; fd++)
    if (plan->moved[fd] >= 0 && dup2(plan->moved[fd], fd) < 0) return errno;
  return 0;
}

/// Makes a group the foreground group of the terminal on descriptor 0; 0, or an errno.
static int set_foreground(int group) {
  // From the background the kernel answers with TTOU, unless that is blocked.
  uint64_t mask, output = UINT64_C(1) << (SIGTTOU - 1);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &output, &mask, sizeof mask);
  int error = ioctl(0, TIOCSPGRP, &group) < 0 ? errno : 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  return error;
}

/// Takes on the planned user and groups, by raw calls that change this process alone.
static int become_user(const clinux_spawn_plan *plan) {
  if (plan->group_id >= 0) {
    gid_t group = (gid_t)plan->group_id;
    if (syscall(SYS_setgroups, 1, &group) < 0) return errno;
    if (syscall(SYS_setresgid, group, group, group) < 0) return errno;
  }
  uid_t user = (uid_t)plan->user;
  return plan->user >= 0 && syscall(SYS_setresuid, user, user, user) < 0 ? errno : 0;
}

/// The steps from the foreground on: what fails gives the terminal back.
static int finish_plan(clinux_spawn_plan *plan) {
  syscall(SYS_close_range, plan->descriptor_count, ~0U, CLOSE_RANGE_CLOEXEC);
  for (int i = 0; i < plan->limit_count; i++) {
    const clinux_resource_limit *limit = &plan->limits[i];
    struct rlimit64 value = {limit->soft, limit->hard};
    if (syscall(SYS_prlimit64, 0, limit->resource, &value, NULL) < 0)
      return fail(plan, clinux_stage_limit, errno);
  }
  int error = become_user(plan);
  if (error) return fail(plan, clinux_stage_user, error);
  // A change of user clears it.
  if (plan->death_signal && prctl(PR_SET_PDEATHSIG, plan->death_signal) < 0)
    return fail(plan, clinux_stage_death, errno);
  if (plan->directory && chdir(plan->directory) < 0)
    return fail(plan, clinux_stage_directory, errno);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &plan->mask, NULL, sizeof plan->mask);
  return fail(
      plan, clinux_stage_execute,
      clinux_execute_first(execute, plan->paths, plan->argv, plan->envp));
}

static int run_plan(void *opaque) {
  clinux_spawn_plan *plan = opaque;
  // A copy of the parent's table: without CLONE_SIGHAND nothing leaks back. No caught signal may
  // keep its handler, which would write into the parent's memory.
  uint64_t defaults = clinux_caught | plan->defaults;
  for (int signal = 1; signal <= 64; signal++) {
    struct kernel_sigaction action = {0};
    uint64_t bit = UINT64_C(1) << (signal - 1);
    if (plan->ignored & bit) action.handler = (void *)SIG_IGN;
    if ((defaults | plan->ignored) & bit) clinux_set_action(signal, &action);
  }
  if (plan->session && setsid() < 0) return fail(plan, clinux_stage_session, errno);
  if (plan->group >= 0 && setpgid(0, plan->group) < 0)
    return fail(plan, clinux_stage_group, errno);
  int error = pass_descriptors(plan);
  if (error) return fail(plan, clinux_stage_descriptor, error);
  if (plan->terminal >= 0 && ioctl(plan->terminal, TIOCSCTTY, 0) < 0)
    return fail(plan, clinux_stage_terminal, errno);
  int former = -1;
  if (plan->foreground) {
    if (ioctl(0, TIOCGPGRP, &former) < 0) return fail(plan, clinux_stage_foreground, errno);
    if ((error = set_foreground((int)syscall(SYS_getpgid, 0))))
      return fail(plan, clinux_stage_foreground, error);
  }
  int status = finish_plan(plan);
  // A group that has ended with its last process cannot get the terminal again.
  if (plan->foreground) set_foreground(former);
  return status;
}

int clinux_spawn(clinux_spawn_plan *plan) {
  _Alignas(16) char stack[32768];
  plan->failed_stage = 0;
  uint64_t mask, caught = clinux_caught;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &caught, &mask, sizeof mask);
  int pid = clone(run_plan, stack + sizeof stack, CLONE_VM | CLONE_VFORK, plan);
  int error = errno;
  if (pid > 0 && plan->failed_stage) {
    while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {}
    error = plan->failed_errno;
    pid = -1;
  }
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  return pid < 0 ? -error : pid;
}

int clinux_clone(uint64_t namespaces, int *pidfd) {
  struct clone_args arguments = {
      .flags = namespaces | CLONE_PIDFD,
      .pidfd = (uintptr_t)pidfd,
      .exit_signal = SIGCHLD,
  };
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  return pid < 0 ? -errno : (int)pid;
}

int clinux_fork(void) {
  // What is caught before belongs to the parent, what is sent to the child's pid to the child.
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
    // Standard descriptors too: whoever reads them waits for their end.
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
    // Dismissed or not: the caller removes them too, but may end before it has. And what has ended
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

int clinux_join(int pidfd, uint64_t namespaces) {
  return setns(pidfd, (int)namespaces) < 0 ? -errno : 0;
}

/// Waits for a child that ends with an errno as its status.
static int child_result(pid_t pid) {
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return errno;
  // Killed with its namespace: the signal it sent ended PID 1.
  return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

int clinux_signal_inside(int pidfd, bool user_namespace, int pid, int signal) {
  pid_t joiner = fork();
  if (joiner < 0) return -errno;
  if (joiner == 0) {
    // The joiner itself stays outside; its child is the process inside.
    if (setns(pidfd, CLONE_NEWPID | (user_namespace ? CLONE_NEWUSER : 0)) < 0) _exit(errno);
    pid_t sender = fork();
    if (sender < 0) _exit(errno == ENOMEM ? ESRCH : errno);
    if (sender == 0) _exit(kill(pid, signal) < 0 ? errno : 0);
    _exit(child_result(sender));
  }
  return -child_result(joiner);
}
