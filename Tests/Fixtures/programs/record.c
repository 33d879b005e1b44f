// Records what an init does to its child: record MODES. Writes a line for each event to
// descriptor 3.
//
// Modes:
// - g starts another process in the same group
// - s starts another process in a new session
// - o creates five orphans that exit at once
// - r reads a line from standard input
// - a shows the arguments and the variable WORD
//
// Every process blocks all signals and accepts them. The value of a queued signal is an order
// from the test.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { sync_order = 4711, exit_order = 10000, raise_order = 20000 };

static void show_status(void) {
  char line[256];
  FILE *status = fopen("/proc/self/status", "r");
  while (status && fgets(line, sizeof line, status))
    if (!strncmp(line, "SigBlk", 6) || !strncmp(line, "SigIgn", 6)) {
      line[strcspn(line, "\n")] = 0;
      dprintf(3, "child %s\n", line);
    }
  if (status) fclose(status);
}

static void show_bytes(const char *name, const char *text) {
  char hex[256] = "";
  for (size_t i = 0; text && i < strlen(text) && i < 100; i++)
    sprintf(hex + 2 * i, "%02x", (unsigned char)text[i]);
  dprintf(3, "%s %s\n", name, text ? hex : "none");
}

static void take_order(const char *name, int order) {
  if (order == sync_order) dprintf(3, "%s sync\n", name);
  if (order >= exit_order && order < exit_order + 256) _exit(order - exit_order);
  if (order >= raise_order && order < raise_order + 65) {
    int number = order - raise_order;
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    signal(number, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    kill(getpid(), number);
  }
}

static void record(const char *name) {
  sigset_t all;
  sigfillset(&all);
  dprintf(3, "%s ready\n", name);
  for (;;) {
    siginfo_t info;
    if (sigwaitinfo(&all, &info) < 0) continue;
    if (info.si_code == SI_QUEUE) take_order(name, info.si_value.sival_int);
    else if (info.si_signo != SIGCHLD) dprintf(3, "%s %d code %d\n", name, info.si_signo, info.si_code);
  }
}

static void start(const char *name, int session) {
  if (fork()) return;
  if (session) setsid();
  record(name);
}

int main(int argc, char **argv) {
  const char *modes = argc > 1 ? argv[1] : "";
  show_status();
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  dprintf(3, "child group %d session %d terminal %d\n", getpgrp() == getpid(),
          getsid(0) == getpid(), tcgetpgrp(0) == getpgrp());
  if (strchr(modes, 'a')) {
    for (int i = 0; i < argc; i++) show_bytes("word", argv[i]);
    show_bytes("variable", getenv("WORD"));
  }
  if (strchr(modes, 'r')) {
    char line[64];
    ssize_t count = read(0, line, sizeof line);
    dprintf(3, "child read %zd errno %d\n", count, count < 0 ? errno : 0);
  }
  if (strchr(modes, 'g')) start("same-group", 0);
  if (strchr(modes, 's')) start("own-session", 1);
  if (strchr(modes, 'o')) {
    for (int i = 0; i < 5; i++) {
      pid_t parent = fork();
      if (parent == 0) _exit(fork() ? 0 : 3);
      waitpid(parent, NULL, 0);
    }
    dprintf(3, "orphans made\n");
  }
  record("child");
}
