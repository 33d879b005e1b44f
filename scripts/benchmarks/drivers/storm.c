// storm CORE COUNT COMMAND...: sends COUNT real-time signals (RTMIN) with the values 1 to COUNT, as
// fast as the queue takes them, on one core; prints the nanoseconds until the command's answer. It
// sends USR2 when it is ready, and USR2 with the sum of the values when it has handled them all.

#include "driver.h"

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int count = atoi(argv[2]);
  pin(atoi(argv[1]));
  block(SIGUSR2);
  // A short queue, as boxes have: where many wait, the kernel's search would be what is measured.
  struct rlimit limit = {1024, 1024};
  setrlimit(RLIMIT_SIGPENDING, &limit);
  pid_t peer = start(argv + 3, 1);
  if (!await(SIGUSR2, 30)) fail("no sign of readiness");
  int64_t begin = now();
  for (int i = 1; i <= count; i++)
    while (sigqueue(peer, SIGRTMIN, (union sigval){.sival_int = i}) < 0) {
      if (errno != EAGAIN) fail("send");
      sched_yield();
    }
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  siginfo_t info;
  struct timespec patience = {.tv_sec = 30};
  int answer = sigtimedwait(&set, &info, &patience);
  int64_t end = now();
  kill(-peer, SIGKILL);
  waitpid(peer, NULL, 0);
  int sum = (int)((int64_t)count * (count + 1) / 2 % 1000000007);
  if (answer != SIGUSR2 || info.si_value.sival_int != sum) {
    fprintf(stderr, "%s: signals are missing\n", argv[3]);
    return 1;
  }
  printf("%lld\n", (long long)(end - begin));
}
