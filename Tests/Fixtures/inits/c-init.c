// An init in C with no signal handler: it prints one line, then sleeps for ever.
#include <stdio.h>
#include <unistd.h>

int main(void) {
  puts("c-init: started");
  fflush(stdout);
  for (;;) {
    sleep(100);
  }
}
