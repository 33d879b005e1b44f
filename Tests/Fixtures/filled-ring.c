// Delivers several signals at once at each instruction of a program that changes its mask and takes
// records, one run an instruction, by single-stepping a child, with from none to all of three places
// filled before. Every signal must arrive, in its order, wherever the ring fills up, and nothing must
// be left blocked; once with signals that leave themselves blocked, and once without.
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"
#include "stepping.h"

enum { kind = 34, places = 3, at_once = 5 };

static int taken;
static bool in_order = true;

static bool take(void) {
  clinux_record record;
  uint64_t mask;
  if (!clinux_ring_take(&record, &mask)) return false;
  in_order &= record.value == taken++;
  clinux_mask(SIG_SETMASK, mask, NULL);
  return true;
}

static void __attribute__((noinline)) work(void) {
  take();
  clinux_mask(SIG_BLOCK, bit(SIGTERM), NULL);
  done();
}

static pid_t start(int filled) {
  pid_t child = fork();
  if (child != 0) return child;
  for (int value = 0; value < filled; value++) clinux_queue(getpid(), kind, value);
  stop_for_tracer();
  work();
  clinux_mask(SIG_UNBLOCK, bit(SIGTERM), NULL);
  while (take()) {}
  uint64_t known;
  clinux_mask(SIG_BLOCK, 0, &known);
  bool right = in_order && taken == filled + at_once && known == 0 && kernel_mask() == 0;
  _exit(right ? 0 : 1);
}

/// Sends a child the signals so many instructions into its work, and gives its exit code.
/// *before is cleared once these lead beyond.
static int outcome(int filled, int number, bool *before) {
  pid_t child = start(filled);
  int status = step(child, number, work, before);
  for (int value = filled; value < filled + at_once; value++)
    sigqueue(child, kind, (union sigval){.sival_int = value});
  ptrace(PTRACE_DETACH, child, 0, delivered(status));
  return exit_code(child);
}

int main(void) {
  clinux_mask(SIG_SETMASK, 0, NULL);
  clinux_catch(kind, 0);
  int runs = 0, wrong = 0;
  for (int filled = 0; filled <= places; filled++)
    for (int holds = 0; holds < 2; holds++) {
      clinux_function_mask(kind, holds ? bit(kind) : 0);
      int steps = 0;
      for (bool before = true; before; steps++, runs++)
        wrong += outcome(filled, steps, &before) != 0;
      if (steps < 30) return 2;
    }
  printf("%d signals at each of %d instructions, %d wrong\n", at_once, runs, wrong);
  return wrong == 0 ? 0 : 1;
}
