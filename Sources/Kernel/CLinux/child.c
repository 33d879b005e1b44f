// Spawning and cloning.
//
// A spawned child shares the memory of its parent until it executes. It may therefore only make
// system calls on prepared data: scripts/check compares the undefined symbols of this file with
// an allow-list. The parent is suspended meanwhile (CLONE_VFORK).
//
// Two details keep experiments undisturbed:
// - While memory is shared, only the caught signals are blocked, because their handler would
//   write into the parent's ring. Blocking a signal with the default disposition would change its
//   fate: the kernel would queue it instead of dropping it.
// - The child is cloned without an exit signal; execve sets it to CHLD. So a command that cannot
//   be executed causes no CHLD.

#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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
      // EACCES for a file that exists takes precedence over ENOENT.
      if (access(*paths, F_OK) == 0) forbidden = true;
      reason = ENOENT;
    } else if (reason != ENOENT && reason != ENOTDIR) {
      return reason;
    }
  }
  return forbidden ? EACCES : reason;
}

int clinux_copy_descriptors(clinux_spawn_plan *plan) {
  for (int fd = 0; fd < plan->descriptor_count; fd++) {
    plan->moved[fd] = -1;
    if (plan->descriptors[fd] < 0) continue;
    plan->moved[fd] = fcntl(plan->descriptors[fd], F_DUPFD_CLOEXEC, plan->descriptor_count);
    if (plan->moved[fd] < 0) return errno;
  }
  return 0;
}

int clinux_place_descriptors(const clinux_spawn_plan *plan) {
  for (int fd = 0; fd < plan->descriptor_count; fd++)
    if (plan->moved[fd] >= 0 && dup2(plan->moved[fd], fd) < 0) return errno;
  return 0;
}

/// Gives the child its descriptors, from 0. Returns 0 or a positive errno.
static int pass_descriptors(clinux_spawn_plan *plan) {
  int error = clinux_copy_descriptors(plan);
  if (error) return error;
  if (plan->terminal >= 0) {
    plan->terminal = fcntl(plan->terminal, F_DUPFD_CLOEXEC, plan->descriptor_count);
    if (plan->terminal < 0) return errno;
  }
  return clinux_place_descriptors(plan);
}

/// Makes a group the foreground group of the terminal on descriptor 0. Returns 0 or a positive
/// errno.
static int set_foreground(int group) {
  // The kernel sends TTOU to a caller in the background unless it blocks TTOU.
  uint64_t mask, output = UINT64_C(1) << (SIGTTOU - 1);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &output, &mask, sizeof mask);
  int error = ioctl(0, TIOCSPGRP, &group) < 0 ? errno : 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  return error;
}

/// Sets the planned user and groups. Raw calls change only this thread, and so only the child.
static int become_user(const clinux_spawn_plan *plan) {
  if (plan->group_id >= 0) {
    gid_t group = (gid_t)plan->group_id;
    if (syscall(SYS_setgroups, 1, &group) < 0) return errno;
    if (syscall(SYS_setresgid, group, group, group) < 0) return errno;
  }
  uid_t user = (uid_t)plan->user;
  return plan->user >= 0 && syscall(SYS_setresuid, user, user, user) < 0 ? errno : 0;
}

/// Does the steps after taking the foreground; the caller restores the foreground if one fails.
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
  // After the change of user, which clears it.
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
  // Without CLONE_SIGHAND the child has its own table of dispositions. It must not keep a
  // handler, which would write into the parent's memory.
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
  // This fails if the former group has ended meanwhile: then there is nothing to restore.
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
