// execve(2) in place of this process. The environment of the command is set just before the call,
// and restored if the call fails, so that the caller can continue unchanged.

#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

/// The state to restore after a failure.
struct before {
  int directory;
  /// For each planned descriptor, a copy of the former one and its flags; -1 if it was closed.
  int *descriptors, *flags;
  uint64_t mask;
  struct kernel_sigaction actions[64];
};

static int change_action(int signal, const struct kernel_sigaction *new,
                         struct kernel_sigaction *old) {
  return (int)syscall(SYS_rt_sigaction, signal, new, old, sizeof new->mask);
}

static void take_actions(const clinux_spawn_plan *plan, struct before *before) {
  for (int signal = 1; signal <= 64; signal++) {
    uint64_t bit = UINT64_C(1) << (signal - 1);
    struct kernel_sigaction action = {0};
    if (plan->ignored & bit) action.handler = (void *)SIG_IGN;
    if ((plan->defaults | plan->ignored) & bit)
      change_action(signal, &action, &before->actions[signal - 1]);
  }
}

static void restore_actions(const clinux_spawn_plan *plan, const struct before *before) {
  for (int signal = 1; signal <= 64; signal++)
    if ((plan->defaults | plan->ignored) & UINT64_C(1) << (signal - 1))
      change_action(signal, &before->actions[signal - 1], NULL);
}

/// Saves the descriptors that the planned ones replace. Returns 0 or a positive errno.
static int save_descriptors(const clinux_spawn_plan *plan, struct before *before) {
  for (int fd = 0; fd < plan->descriptor_count; fd++) {
    if (plan->descriptors[fd] < 0) continue;
    before->flags[fd] = fcntl(fd, F_GETFD);
    if (before->flags[fd] < 0) continue;
    before->descriptors[fd] = fcntl(fd, F_DUPFD_CLOEXEC, plan->descriptor_count);
    if (before->descriptors[fd] < 0) return errno;
  }
  return 0;
}

static int take_descriptors(clinux_spawn_plan *plan, struct before *before) {
  int error = save_descriptors(plan, before);
  if (!error) error = clinux_copy_descriptors(plan);
  return error ? error : clinux_place_descriptors(plan);
}

static void restore_descriptors(clinux_spawn_plan *plan, const struct before *before) {
  for (int fd = 0; fd < plan->descriptor_count; fd++) {
    if (before->descriptors[fd] >= 0) {
      dup2(before->descriptors[fd], fd);
      fcntl(fd, F_SETFD, before->flags[fd]);
      close(before->descriptors[fd]);
    } else if (plan->moved[fd] >= 0 && before->flags[fd] < 0) {
      close(fd);
    }
    if (plan->moved[fd] >= 0) close(plan->moved[fd]);
  }
}

/// Fails with EINTR while a record waits, because the new program would never see it.
static int execute_unless_interrupted(const char *path, char *const *argv, char *const *envp) {
  return (int)-clinux_interruptible(SYS_execve, (long)path, (long)argv, (long)envp, 0, 0, 0);
}

static int replace(clinux_spawn_plan *plan, struct before *before) {
  plan->failed_stage = clinux_stage_directory;
  if (plan->directory) {
    before->directory = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (before->directory < 0 || chdir(plan->directory) < 0) return errno;
  }
  plan->failed_stage = clinux_stage_descriptor;
  int error = take_descriptors(plan, before);
  if (!error) {
    plan->failed_stage = clinux_stage_execute;
    take_actions(plan, before);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &plan->mask, &before->mask, sizeof plan->mask);
    error = clinux_execute_first(execute_unless_interrupted, plan->paths, plan->argv, plan->envp);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before->mask, NULL, sizeof before->mask);
    restore_actions(plan, before);
  }
  restore_descriptors(plan, before);
  if (before->directory >= 0 && fchdir(before->directory) < 0) error = errno;
  return error;
}

int clinux_replace(clinux_spawn_plan *plan) {
  int count = plan->descriptor_count, places[2 * count];
  struct before before = {.directory = -1, .descriptors = places, .flags = places + count};
  for (int fd = 0; fd < count; fd++) plan->moved[fd] = places[fd] = places[count + fd] = -1;
  int error = replace(plan, &before);
  if (before.directory >= 0) close(before.directory);
  return error;
}
