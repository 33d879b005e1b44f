// Prints the median nanoseconds from the call that raises a signal to the handler's first
// instruction, of COUNT.

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile int64_t reached;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void handle(int signal) {
  (void)signal;
  reached = now();
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  int count = atoi(argv[1]);
  int64_t *times = malloc(sizeof *times * (size_t)count);
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle}, NULL);
  for (int i = 0; i < count; i++) {
    int64_t begin = now();
    raise(SIGUSR1);
    times[i] = reached - begin;
  }
  qsort(times, (size_t)count, sizeof *times, compare);
  printf("%lld\n", (long long)times[count / 2]);
}
