// Environments for execve(2). A shell could not create all of them.
#ifndef ENVIRONMENTS_H
#define ENVIRONMENTS_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { large_entries = 16, large_length = 120 << 10 };

/// Entries that together take nearly 2 MB, the most that a stack of 8 MB lets execve(2) pass.
static char **large_environment(void) {
  char **entries = calloc(large_entries + 2, sizeof *entries);
  entries[0] = "PATH=/usr/bin:/bin";
  for (int i = 1; i <= large_entries; i++) {
    entries[i] = malloc(large_length);
    memset(entries[i], 'x', large_length - 1);
    memcpy(entries[i], "LARGE_A=", 8);
    entries[i][6] = (char)('A' + i);
    entries[i][large_length - 1] = 0;
  }
  return entries;
}

/// An environment by its name; NULL for an unknown name.
static char **environment_named(const char *name) {
  static char *const empty[] = {NULL};
  static char *const one_kept[] = {"PATH=/usr/bin:/bin", NULL};
  static char *const all_kept[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
      "TERM=dumb", "USER=root", NULL};
  static char *const cron[] = {"HOME=/proc", "LOGNAME=root", "PATH=/usr/bin:/bin",
      "SHELL=/bin/sh", NULL};
  static char *const duplicates[] = {"A=1", "PATH=/usr/bin:/bin", "PATH=/bin:/usr/bin", "A=2",
      "PATH=/usr/bin:/bin", NULL};
  static char *const no_equals[] = {"A", "PATH=/usr/bin:/bin", "", "=", "=x", "PATH", NULL};
  static char *const no_utf8[] = {"\xff\xfe=1", "LC_\xff=\xc3", "PATH=/usr/bin:/bin", "\xc3\x28",
      "LC_\x80\x80", NULL};
  if (strcmp(name, "empty") == 0) return (char **)empty;
  if (strcmp(name, "one-kept") == 0) return (char **)one_kept;
  if (strcmp(name, "all-kept") == 0) return (char **)all_kept;
  if (strcmp(name, "cron") == 0) return (char **)cron;
  if (strcmp(name, "large") == 0) return large_environment();
  if (strcmp(name, "duplicates") == 0) return (char **)duplicates;
  if (strcmp(name, "no-equals") == 0) return (char **)no_equals;
  if (strcmp(name, "no-utf8") == 0) return (char **)no_utf8;
  return NULL;
}

/// A random environment: kept and other names, no, empty and long values, any byte but NUL.
static char **random_environment(unsigned *seed) {
  static const char *const names[] = {"PATH", "HOME", "LANG", "LC_", "LC_X", "TERM", "PATHS", "PAT",
      "SECRET", "", "A", "_", "TZ", "TZ_"};
  int count = rand_r(seed) % 12;
  char **entries = calloc((size_t)count + 1, sizeof *entries);
  for (int i = 0; i < count; i++) {
    const char *name = names[(size_t)rand_r(seed) % (sizeof names / sizeof *names)];
    size_t length = rand_r(seed) % 8 == 0 ? (size_t)rand_r(seed) % 4096 : (size_t)rand_r(seed) % 8;
    char *entry = entries[i] = calloc(strlen(name) + length + 2, 1), *end = stpcpy(entry, name);
    if (rand_r(seed) % 4 > 0) *end++ = '=';
    for (; length > 0; length--) *end++ = (char)(1 + rand_r(seed) % 255);
  }
  return entries;
}

#endif
