// Delivers a signal at each instruction of a program that changes its mask and takes the record.
// Each instruction is reached in its own run, by single-stepping a child.
//
// Wherever the signal arrives, the program's mask must equal the kernel's while it handles the
// signal, and be the program's own again afterwards. A signal that ends a call must leave its
// function's mask in force.
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"
#include "stepping.h"

static bool handled, held, agreed = true;

static void handle(void) {
  clinux_record record;
  uint64_t before, under;
  if (!clinux_ring_take(&record, &before)) return;
  handled = true;
  clinux_mask(SIG_BLOCK, 0, &under);
  held = under & bit(SIGUSR1);
  agreed = under == kernel_mask() && !(before & bit(SIGUSR1));
  clinux_mask(SIG_SETMASK, before, NULL);
}

static void __attribute__((noinline)) work(void) {
  clinux_mask(SIG_BLOCK, bit(SIGTERM), NULL);
  handle();
  clinux_mask(SIG_SETMASK, 0, NULL);
  handle();
  done();
}

/// Exits with 0 if everything is right, or with 3 if in addition the signal was left blocked.
static pid_t start(void) {
  pid_t child = fork();
  if (child != 0) return child;
  stop_for_tracer();
  work();
  handle();
  uint64_t mask;
  clinux_mask(SIG_BLOCK, 0, &mask);
  bool right = handled && agreed && mask == 0 && kernel_mask() == 0;
  _exit(!right ? 1 : held ? 3 : 0);
}

/// Sends the signal to a child after `number` instructions of its work. Returns its exit code,
/// and clears *before if its work has fewer instructions.
static int outcome(int number, bool *before) {
  pid_t child = start();
  step(child, number, work, before);
  ptrace(PTRACE_CONT, child, 0, SIGUSR1);
  return exit_code(child);
}

static int ends[2];

/// Makes one of the calls that end when a signal is handled.
static void make_call(int call) {
  static const struct timespec for_ever = {.tv_sec = 1000};
  struct timespec left;
  clinux_record record;
  clinux_change change;
  char byte;
  switch (call) {
  case 0: clinux_pause(); break;
  case 1: clinux_sleep(&for_ever, &left); break;
  case 2: clinux_wait_signal(bit(SIGUSR2), &for_ever, &record); break;
  case 3: clinux_poll(NULL, 0, &for_ever); break;
  case 4: clinux_read(ends[0], &byte, 1); break;
  case 5: clinux_wait(P_ALL, 0, WEXITED, &change); break;
  // This call sends the signal itself.
  case 6: clinux_raise(SIGUSR1); break;
  }
}

enum { calls = 7 };

/// Whether a signal that ends a call leaves its function's mask in force.
static bool stays_in_force(int call) {
  pid_t child = fork();
  if (child == 0) {
    // One of the calls waits for this child.
    pid_t grandchild = fork();
    if (grandchild == 0) {
      pause();
      _exit(0);
    }
    make_call(call);
    // A function mask never contains KILL and STOP, nor the signals of faults before the function
    // runs.
    uint64_t kept = bit(SIGKILL) | bit(SIGSTOP) | bit(SIGSEGV) | bit(SIGBUS) | bit(SIGFPE)
        | bit(SIGILL) | bit(SIGTRAP);
    bool in_force = kernel_mask() == ~kept;
    handle();
    bool lifted = kernel_mask() == 0;
    kill(grandchild, SIGKILL);
    waitpid(grandchild, NULL, 0);
    _exit(in_force && handled && agreed && lifted ? 0 : 1);
  }
  for (char state = 0; state != 'S' && state != 'Z'; state = state_of(child)) sched_yield();
  kill(child, SIGUSR1);
  return exit_code(child) == 0;
}

int main(void) {
  clinux_mask(SIG_SETMASK, 0, NULL);
  // A full function mask must not be mistaken for the mask of a full ring.
  clinux_function_mask(SIGUSR1, UINT64_MAX);
  clinux_catch(SIGUSR1, SA_RESTART);
  int wrong = 0;
  if (pipe(ends) < 0) return 2;
  for (int call = 0; call < calls; call++)
    if (!stays_in_force(call)) printf("call %d: the function's mask is not in force\n", call), wrong++;
  int steps = 0, left = 0;
  for (bool before = true; before; steps++) {
    int code = outcome(steps, &before);
    if (code == 3) left++;
    else if (code != 0) wrong++;
  }
  printf(
      "a signal at each of %d instructions, left blocked %d times, %d wrong\n", steps, left, wrong);
  return steps > 50 && left > 0 && wrong == 0 ? 0 : 1;
}
