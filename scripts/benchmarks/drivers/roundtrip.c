// roundtrip CORE COUNT COMMAND...: sends USR1 and waits for USR2, again and again, on one core;
// prints the median, the least and the mean in nanoseconds. The command sends USR2 when ready.

#include "driver.h"

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int count = atoi(argv[2]), warm = count / 10;
  int64_t *times = malloc(sizeof *times * (size_t)count), sum = 0;
  pin(atoi(argv[1]));
  block(SIGUSR2);
  pid_t peer = start(argv + 3, 1);
  int done = await(SIGUSR2, 30) ? -warm : count + 1;
  for (; done < count; done++) {
    int64_t begin = now();
    if (kill(peer, SIGUSR1) < 0 || !await(SIGUSR2, 10)) break;
    if (done >= 0) sum += times[done] = now() - begin;
  }
  kill(-peer, SIGKILL);
  waitpid(peer, NULL, 0);
  if (done != count) {
    fprintf(stderr, "%s: no answer\n", argv[3]);
    return 1;
  }
  qsort(times, (size_t)count, sizeof *times, compare);
  printf("%lld %lld %lld\n", (long long)times[count / 2], (long long)times[0],
      (long long)(sum / count));
}
