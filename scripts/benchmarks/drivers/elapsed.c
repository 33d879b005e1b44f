// elapsed ROUNDS COMMAND... [+ COMMAND...]...: runs the commands by turns and prints for each run
// its place, its nanoseconds, and its status.

#include "driver.h"

int main(int argc, char **argv) {
  char **commands[32] = {argv + 2};
  int count = 1;
  for (int i = 2; i < argc; i++)
    if (strcmp(argv[i], "+") == 0) {
      argv[i] = NULL;
      commands[count++] = argv + i + 1;
    }
  for (int round = 0; round < atoi(argv[1]); round++)
    for (int place = 0; place < count; place++) {
      int status;
      int64_t begin = now();
      pid_t pid = start(commands[place], 1);
      if (waitpid(pid, &status, 0) < 0) fail("wait");
      printf("%d %lld %d\n", place, (long long)(now() - begin), status);
    }
}
