// Runs /bin/true COUNT times, one after another.

#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  char *words[] = {"/bin/true", NULL};
  for (int i = 0; i < atoi(argv[1]); i++) {
    pid_t pid;
    if (posix_spawn(&pid, words[0], NULL, NULL, words, environ) || waitpid(pid, NULL, 0) != pid)
      return 1;
  }
}
