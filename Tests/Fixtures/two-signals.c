// Delivers two signals at two nearby instructions of a program that takes a record. Each pair of
// instructions is reached in its own run, by single-stepping a child.
//
// Each signal has a function mask. After the record was taken, the kernel's mask must contain
// both, wherever in the computation of the mask the signals arrived.
#include <stdio.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"
#include "stepping.h"

enum { furthest = 6 };

static void __attribute__((noinline)) work(void) {
  clinux_record record;
  uint64_t mask;
  clinux_ring_take(&record, &mask);
  done();
}

static pid_t start(void) {
  pid_t child = fork();
  if (child != 0) return child;
  clinux_raise(SIGHUP);
  stop_for_tracer();
  work();
  _exit(clinux_ring_pending() == 2 && kernel_mask() == (bit(SIGTERM) | bit(SIGINT)) ? 0 : 1);
}

/// Makes a stopped child handle a signal and return to the interrupted instruction.
static void handle(pid_t child, int signal) {
  int status;
  unsigned long before = position(child), at = advance(child, signal, &status);
  while (at != before) at = advance(child, 0, &status);
}

/// Sends one signal to a child after `number` instructions of its work, and another one `later`
/// instructions after that. Returns whether the masks were right, and clears *before if its work
/// has fewer instructions.
static bool succeeds(int number, int later, bool *before) {
  pid_t child = start();
  int status = step(child, number, work, before);
  if (*before) handle(child, SIGUSR1);
  while (*before && later-- > 0) *before = advance(child, 0, &status) != (unsigned long)done;
  if (*before) {
    handle(child, SIGUSR2);
    ptrace(PTRACE_DETACH, child, 0, 0);
    return exit_code(child) == 0;
  }
  kill(child, SIGKILL);
  exit_code(child);
  return true;
}

int main(void) {
  clinux_mask(SIG_SETMASK, 0, NULL);
  clinux_catch(SIGHUP, 0);
  clinux_catch(SIGUSR1, 0);
  clinux_catch(SIGUSR2, 0);
  clinux_function_mask(SIGUSR1, bit(SIGTERM));
  clinux_function_mask(SIGUSR2, bit(SIGINT));
  int runs = 0, wrong = 0;
  for (int later = 0; later <= furthest; later++) {
    bool before = true;
    for (int number = 0; before; number++, runs++) wrong += !succeeds(number, later, &before);
  }
  printf("two signals at %d pairs of instructions, %d wrong\n", runs, wrong);
  return runs > 100 && wrong == 0 ? 0 : 1;
}
