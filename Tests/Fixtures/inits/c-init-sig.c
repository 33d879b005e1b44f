// The C init with a handler for SIGTERM.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void handle(int signal) {
  if (signal == SIGTERM) {
    printf("c-init-sig: received SIGTERM\n");
    exit(0);
  }
}

int main(void) {
  signal(SIGTERM, handle);
  printf("c-init-sig: SIGTERM is caught, sleeping\n");
  while (1) sleep(100);
}
