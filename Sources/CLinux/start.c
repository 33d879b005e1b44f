// What must be known before main and without /proc, as for the first process of a bare container.
//
// The static Swift runtime asks /proc/self/exe for its own path and aborts where that is missing,
// but takes SWIFT_ROOT instead. Its list of arguments is read from /proc/self/cmdline and then
// empty; glibc hands them to a constructor.

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CLinux.h"

static int count;
static char **arguments;
static bool rooted;
// Where the kernel has put the environment, which /proc/PID/environ shows for good.
static char *block;
static size_t block_size;

__attribute__((constructor(101))) static void start(int argc, char **argv, char **envp) {
  count = argc;
  arguments = argv;
  block = envp[0];
  for (char **entry = envp; *entry; entry++) block_size = (size_t)(*entry - block) + strlen(*entry);
  char path[1];
  if (readlink("/proc/self/exe", path, sizeof path) < 0 && !getenv("SWIFT_ROOT"))
    rooted = setenv("SWIFT_ROOT", "/", 0) == 0;
}

void clinux_restore_environment(void) {
  if (rooted) unsetenv("SWIFT_ROOT");
}

void clinux_clear_environment(void) {
  clearenv();
  if (block) memset(block, 0, block_size);
}

const char *clinux_argument(int index) { return index < count ? arguments[index] : NULL; }
