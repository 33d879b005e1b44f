// A storm of real-time signals against a program that changes its mask all the time, with a ring of
// three places, which is full most of the time. Every signal must arrive, and the mask must be at
// each change what the program last made it. Without the place that is kept free records are lost.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"

enum { first = 34, kinds = 4, count = 50000 };

static uint64_t bit(int signal) { return UINT64_C(1) << (signal - 1); }

static void send_all(pid_t target) {
  for (int i = 0; i < count; i++)
    while (sigqueue(target, first + i % kinds, (union sigval){.sival_int = i}) < 0) {
      if (errno != EAGAIN) _exit(1);
      sched_yield();
    }
  _exit(0);
}

int main(void) {
  // A short queue: the kernel searches all of it for each signal.
  struct rlimit limit = {64, 64};
  setrlimit(RLIMIT_SIGPENDING, &limit);
  for (int kind = 0; kind < kinds; kind++) clinux_catch(first + kind, 0);
  uint64_t base = bit(SIGUSR2), mask = base, old;
  clinux_mask(SIG_SETMASK, base, NULL);
  pid_t target = getpid(), sender = fork();
  if (sender < 0) return 2;
  if (sender == 0) send_all(target);
  long taken = 0, sum = 0, wrong = 0;
  clinux_record record;
  for (long round = 0; taken < count; round++) {
    uint64_t one = bit(first + (int)(round % kinds));
    clinux_mask(SIG_BLOCK, one, &old);
    wrong += old != mask;
    mask |= one;
    if (round % 3 == 0 && clinux_ring_take(&record)) taken++, sum += record.value;
    clinux_mask(round % 2 ? SIG_UNBLOCK : SIG_SETMASK, round % 2 ? one : base, &old);
    wrong += old != mask;
    mask = round % 2 ? mask & ~one : base;
    if (clinux_ring_take(&record)) taken++, sum += record.value;
  }
  int status;
  waitpid(sender, &status, 0);
  clinux_mask(SIG_BLOCK, 0, &old);
  wrong += old != mask;
  bool all = sum == (long)count * (count - 1) / 2;
  printf("%s, %ld masks wrong\n", all ? "all arrived" : "signals are missing", wrong);
  return all && wrong == 0 && status == 0 ? 0 : 1;
}
