// Sends COUNT queued signals with the values 0 to COUNT-1: storm PID SIGNAL COUNT. Before the
// last one it prints the monotonic clock, in nanoseconds.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  pid_t pid = atoi(argv[1]);
  int number = atoi(argv[2]), count = atoi(argv[3]);
  for (int i = 0; i < count; i++) {
    if (i == count - 1) {
      struct timespec now;
      clock_gettime(CLOCK_MONOTONIC, &now);
      printf("%lld\n", (long long)now.tv_sec * 1000000000 + now.tv_nsec);
    }
    // EAGAIN: the receiver's queue is full.
    while (sigqueue(pid, number, (union sigval){.sival_int = i}) < 0) {
      if (errno != EAGAIN) return 1;
      sched_yield();
    }
  }
}
