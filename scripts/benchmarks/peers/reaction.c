// Answers USR1 with USR2, in the handler.

#include <signal.h>
#include <unistd.h>

static void answer(int signal) {
  (void)signal;
  kill(getppid(), SIGUSR2);
}

int main(void) {
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = answer}, NULL);
  kill(getppid(), SIGUSR2);
  for (;;) pause();
}
