// Waits for signals that have no effect.

#include <signal.h>
#include <unistd.h>

static void nothing(int signal) { (void)signal; }

int main(void) {
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = nothing}, NULL);
  for (;;) pause();
}
