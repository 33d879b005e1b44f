// Sends a storm of real-time signals to a program that changes its mask all the time. Its ring
// has three places and is full most of the time.
//
// Every signal must arrive. At each change, the mask must be the one that the program set last,
// and at the end the kernel must have it too. Half of the signals block themselves until they are
// handled.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"

enum { first = 34, kinds = 4, count = 50000 };

static void send_all(pid_t target) {
  for (int i = 0; i < count; i++)
    while (sigqueue(target, first + i % kinds, (union sigval){.sival_int = i}) < 0) {
      if (errno != EAGAIN) _exit(1);
      sched_yield();
    }
  _exit(0);
}

static uint64_t mask;
static long taken, sum, wrong, held;

/// Handles the oldest signal like a script's function that runs under its own mask.
static void handle_one(void) {
  clinux_record record;
  uint64_t before, under;
  if (!clinux_ring_take(&record, &before)) return;
  taken++;
  sum += record.value;
  wrong += before != mask;
  clinux_mask(SIG_BLOCK, bit(record.signal), &under);
  if (under == (mask | bit(record.signal))) held++;
  else wrong += under != mask;
  clinux_mask(SIG_SETMASK, before, &under);
  wrong += under != (mask | bit(record.signal));
}

int main(void) {
  // The kernel searches the whole queue for each signal, so keep it short.
  struct rlimit limit = {64, 64};
  setrlimit(RLIMIT_SIGPENDING, &limit);
  for (int kind = 0; kind < kinds; kind++) {
    clinux_catch(first + kind, 0);
    if (kind % 2) clinux_function_mask(first + kind, bit(first + kind));
  }
  uint64_t base = bit(SIGUSR2), old;
  mask = base;
  clinux_mask(SIG_SETMASK, base, NULL);
  pid_t target = getpid(), sender = fork();
  if (sender < 0) return 2;
  if (sender == 0) send_all(target);
  for (long round = 0; taken < count; round++) {
    uint64_t one = bit(first + (int)(round % kinds));
    clinux_mask(SIG_BLOCK, one, &old);
    wrong += old != mask;
    mask |= one;
    if (round % 3 == 0) handle_one();
    clinux_mask(round % 2 ? SIG_UNBLOCK : SIG_SETMASK, round % 2 ? one : base, &old);
    wrong += old != mask;
    mask = round % 2 ? mask & ~one : base;
    handle_one();
  }
  int status;
  waitpid(sender, &status, 0);
  wrong += kernel_mask() != mask;
  bool all = sum == (long)count * (count - 1) / 2;
  printf("%s, %ld masks wrong\n", all ? "all arrived" : "signals are missing", wrong);
  if (held == 0) printf("none was left blocked\n");
  return all && wrong == 0 && held > 0 && status == 0 ? 0 : 1;
}
