// Delivers several signals at once at each instruction of a program that changes its mask and
// takes records. Each instruction is reached in its own run, by single-stepping a child.
//
// The ring has three places, of which 0 to 3 are filled before. Wherever the ring becomes full,
// every signal must arrive in order, and none may stay blocked. This is done with signals whose
// function mask blocks them, and with signals without a function mask.
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
  for (int value = 0; value < filled; value++) clinux_queue(getpid(), kind, SI_QUEUE, value);
  stop_for_tracer();
  work();
  clinux_mask(SIG_UNBLOCK, bit(SIGTERM), NULL);
  while (take()) {}
  uint64_t known;
  clinux_mask(SIG_BLOCK, 0, &known);
  bool right = in_order && taken == filled + at_once && known == 0 && kernel_mask() == 0;
  _exit(right ? 0 : 1);
}

/// Sends the signals to a child after `number` instructions of its work. Returns its exit code,
/// and clears *before if its work has fewer instructions.
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
