// Delivers a signal at each instruction between the call of clinux_sleep and the system call, one
// run an instruction, by single-stepping a child. A signal that is slept over is lost. The same is
// done to a naive sleep, which must lose some: that proves that a loss would be seen.
#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"
#include "stepping.h"

static const struct timespec for_ever = {.tv_sec = 1000};

static int naive_sleep(const struct timespec *time, struct timespec *left) {
  if (clinux_ring_pending()) return -EINTR;
  return (int)syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, time, left);
}

typedef int sleeper(const struct timespec *, struct timespec *);

static pid_t start(sleeper *sleep) {
  pid_t child = fork();
  if (child != 0) return child;
  clinux_catch(SIGUSR1, SA_RESTART);
  stop_for_tracer();
  struct timespec left;
  sleep(&for_ever, &left);
  _exit(clinux_ring_pending() ? 0 : 1);
}

/// Whether the child ends after the signal rather than sleep on.
static bool ends(pid_t child) {
  int status;
  // In nanosleep the child stays asleep; anything else ends or comes to a stop.
  for (int looks = 0; looks < 200; usleep(100)) {
    pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child && WIFEXITED(status)) return WEXITSTATUS(status) == 0;
    if (ended == child) ptrace(PTRACE_CONT, child, 0, WSTOPSIG(status));
    looks = state_of(child) == 'S' ? looks + 1 : 0;
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return false;
}

/// Steps a child `steps` instructions into its sleep and sends it the signal there. Returns whether
/// it ended; *before is cleared once so many steps lead into the kernel.
static bool survives(sleeper *sleep, int steps, bool *before) {
  pid_t child = start(sleep);
  int status;
  waitpid(child, &status, 0);
  unsigned long at;
  do at = advance(child, 0, &status);
  while (at != (unsigned long)sleep);
  for (int i = 0; i < steps; i++) {
    long word = ptrace(PTRACE_PEEKTEXT, child, at, 0);
    if ((word & 0xffff) == 0x050f) *before = false;  // the syscall instruction is next
    if (!*before) break;
    at = advance(child, 0, &status);
  }
  ptrace(PTRACE_CONT, child, 0, SIGUSR1);
  return ends(child);
}

static int losses(const char *name, sleeper *sleep) {
  int steps = 0, lost = 0;
  for (bool before = true; before; steps++)
    if (!survives(sleep, steps, &before)) lost++;
  printf("%s: a signal at each of %d instructions, %d lost\n", name, steps, lost);
  return steps > 5 ? lost : -1;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  clinux_mask(SIG_SETMASK, 0, NULL);
  if (losses("naive", naive_sleep) <= 0) return 2;
  return losses("clinux_sleep", clinux_sleep) == 0 ? 0 : 1;
}
