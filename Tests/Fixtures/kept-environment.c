// Checks what clinux_keep_environment keeps in environ and in /proc/self/environ:
// kept-environment [COUNT SEED]. Checks COUNT random environments, or without arguments those
// with names. Prints how many were wrong.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"
#include "environments.h"

static char *const names[] = {
    "HOME", "LANG", "LC_", "LOGNAME", "PATH", "SHELL", "TERM", "TZ", "USER", NULL};

/// Memory allocated here is never freed.
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

static bool is_kept(const char *entry) {
  size_t length = strcspn(entry, "=");
  if (strncmp(entry, "LC_", 3) == 0) return true;
  for (int i = 0; entry[length] && names[i]; i++) {
    if (strlen(names[i]) == length && strncmp(entry, names[i], length) == 0) return true;
  }
  return false;
}

/// Whether /proc/self/environ contains the entries in order, and after them only NULs.
static bool kernel_shows(char *const *entries) {
  static char text[3 << 20];
  FILE *file = fopen("/proc/self/environ", "r");
  size_t length = file ? fread(text, 1, sizeof text, file) : 0, at = 0;
  for (; *entries; entries++) {
    size_t size = strlen(*entries) + 1;
    if (at + size > length || memcmp(text + at, *entries, size) != 0) return false;
    at += size;
  }
  for (; at < length; at++) {
    if (text[at]) return false;
  }
  return file && fclose(file) == 0;
}

/// Checks the environment of this process.
static int check(void) {
  size_t count = 0, kept = 0;
  while (environ[count]) count++;
  char **expected = calloc(count + 1, sizeof *expected);
  for (size_t i = 0; i < count; i++) {
    if (is_kept(environ[i])) expected[kept++] = strdup(environ[i]);
  }
  if (!clinux_keep_environment(names)) return 1;
  for (size_t i = 0; i < kept; i++) {
    if (!environ[i] || strcmp(environ[i], expected[i]) != 0) return 1;
  }
  return environ[kept] || !kernel_shows(expected);
}

static bool is_right_in(char **entries) {
  pid_t child = fork();
  if (child == 0) {
    execve("/proc/self/exe", (char *[]){"kept-environment", "check", NULL}, entries);
    _exit(126);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status == 0;
}

int main(int count, char **words) {
  if (count == 2) return check();
  static const char *const named[] = {"empty", "one-kept", "all-kept", "cron", "large",
      "duplicates", "no-equals", "no-utf8"};
  int wrong = 0, all = count == 3 ? atoi(words[1]) : 8;
  unsigned seed = count == 3 ? (unsigned)atoi(words[2]) : 0;
  for (int i = 0; i < all; i++)
    wrong += !is_right_in(count == 3 ? random_environment(&seed) : environment_named(named[i]));
  printf("%d environments, %d wrong\n", all, wrong);
  return wrong > 0;
}
