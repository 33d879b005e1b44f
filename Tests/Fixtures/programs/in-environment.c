// Executes a command in an environment of environments.h: in-environment NAME COMMAND...
// NAME may be a number: the seed of a random environment.
#include <ctype.h>
#include <stdio.h>
#include <unistd.h>

#include "../environments.h"

int main(int count, char **words) {
  if (count < 3) return 2;
  unsigned seed = (unsigned)atoi(words[1]);
  char **entries =
      isdigit(*words[1]) ? random_environment(&seed) : environment_named(words[1]);
  if (!entries) return 2;
  execve(words[2], words + 2, entries);
  perror(words[2]);
  return 126;
}
