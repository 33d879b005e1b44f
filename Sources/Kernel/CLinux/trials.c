// What the running kernel does, found out by trying it.

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

static int wait_for_signals(void *unused) {
  (void)unused;
  while (true) syscall(SYS_ppoll, NULL, 0, NULL, NULL, 0);
}

/// Is PID 1. Exits with 0 if it survives a signal that it blocks and its second thread does not.
static int signal_itself(void *unused) {
  (void)unused;
  static _Alignas(16) char stack[4096];
  struct kernel_sigaction action = {0};
  uint64_t mask = 0;
  const int thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
  clinux_set_action(SIGUSR1, &action);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  if (clone(wait_for_signals, stack + sizeof stack, thread, NULL) < 0) _exit(1);
  mask = 1ULL << (SIGUSR1 - 1);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &mask, NULL, sizeof mask);
  // If the signal is fatal, this call does not return.
  if (syscall(SYS_kill, 1, SIGUSR1) < 0) _exit(1);
  _exit(0);
}

int clinux_protects_threaded_init(void) {
  static _Alignas(16) char stack[16384];
  // Without an exit signal, so that the caller gets no CHLD.
  int pid = clone(signal_itself, stack + sizeof stack, CLONE_NEWPID, NULL);
  if (pid < 0) pid = clone(signal_itself, stack + sizeof stack, CLONE_NEWUSER | CLONE_NEWPID, NULL);
  if (pid < 0) return -errno;
  int status, result;
  while ((result = waitpid(pid, &status, __WALL)) < 0 && errno == EINTR) {}
  if (result < 0) return -errno;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1) return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? true : -ENOTSUP;
}
