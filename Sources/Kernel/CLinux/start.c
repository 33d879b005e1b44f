// The arguments and the environment, saved before main because /proc may be missing.
//
// The static Swift runtime reads its own path from /proc/self/exe, and aborts without that file
// unless SWIFT_ROOT is set. It reads its arguments from /proc/self/cmdline, and has none without
// that file. glibc passes them to constructors.

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CLinux.h"

static int count;
static char **arguments;
static bool rooted;
// The memory that /proc/PID/environ shows: one entry after another, each with its NUL.
static char *block, *block_end;

__attribute__((constructor(101))) static void start(int argc, char **argv, char **envp) {
  count = argc;
  arguments = argv;
  block = envp[0];
  for (char **entry = envp; *entry; entry++) block_end = *entry + strlen(*entry) + 1;
  char path[1];
  if (readlink("/proc/self/exe", path, sizeof path) < 0 && !getenv("SWIFT_ROOT"))
    rooted = setenv("SWIFT_ROOT", "/", 0) == 0;
}

void clinux_restore_environment(void) {
  if (rooted) unsetenv("SWIFT_ROOT");
}

static bool is_kept(const char *entry, char *const *names) {
  for (; *names; names++) {
    size_t length = strlen(*names);
    if (strncmp(entry, *names, length) != 0) continue;
    if (entry[length] == '=' || (*names)[length - 1] == '_') return true;
  }
  return false;
}

bool clinux_keep_environment(char *const *names) {
  size_t count = 0, kept = 0;
  while (environ[count]) count++;
  char **entries = calloc(count + 1, sizeof *entries);
  if (!entries) return false;
  for (size_t i = 0; i < count; i++) {
    if (is_kept(environ[i], names) && !(entries[kept++] = strdup(environ[i]))) return false;
  }
  environ = entries;
  // Kept entries move to the front, so that /proc/PID/environ shows only these.
  char *unused = block;
  for (char *entry = block, *next; entry < block_end; entry = next) {
    next = entry + strlen(entry) + 1;
    if (!is_kept(entry, names)) continue;
    memmove(unused, entry, (size_t)(next - entry));
    unused += next - entry;
  }
  if (block) memset(unused, 0, (size_t)(block_end - unused));
  return true;
}

const char *clinux_argument(int index) { return index < count ? arguments[index] : NULL; }
