// The C init without a handler.
#include <stdio.h>
#include <unistd.h>

int main(void) {
  printf("c-init: no handler, sleeping\n");
  while (1) sleep(100);
}
