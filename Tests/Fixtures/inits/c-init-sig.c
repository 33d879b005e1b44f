// An init in C whose SIGTERM handler prints a line and exits with 0; otherwise it sleeps for ever.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// The main loop never holds a stdio lock once the handler is set, so puts and exit are safe here.
static void on_term(int number) {
  (void)number;
  puts("received SIGTERM");
  exit(0);
}

int main(void) {
  puts("c-init-sig: started");
  fflush(stdout);
  if (signal(SIGTERM, on_term) == SIG_ERR) {
    perror("c-init-sig: signal");
    return 1;
  }
  for (;;) {
    sleep(100);
  }
}
