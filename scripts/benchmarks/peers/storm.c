// Adds up the values of COUNT real-time signals, in the handler, and answers with the sum.

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static int64_t sum;
static int left;

static void add(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)context;
  sum += info->si_value.sival_int;
  if (--left == 0)
    sigqueue(getppid(), SIGUSR2, (union sigval){.sival_int = (int)(sum % 1000000007)});
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  left = atoi(argv[1]);
  sigaction(SIGRTMIN, &(struct sigaction){.sa_sigaction = add, .sa_flags = SA_SIGINFO}, NULL);
  kill(getppid(), SIGUSR2);
  for (;;) pause();
}
