// threaded CASE [SIGNAL]: a process whose threads differ in what they do with a signal. Prints "ready".
//
// main-ended     the main thread has ended, another one sleeps
// main-blocks    the main thread blocks SIGNAL, another one does not
// other-pending  another thread blocks SIGNAL, which is pending for it alone
// vfork          catches SIGNAL, and waits for the child of vfork(2) until its input ends
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int number;
static pthread_barrier_t barrier;

static void mask(int how) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(how, &set, NULL);
}

static void ready(void) {
  if (write(1, "ready\n", 6) < 0) _exit(1);
}

static void sleep_forever(void) {
  while (1) pause();
}

static void *wait_for_main(void *unused) {
  char text[256];
  do {
    int file = open("/proc/self/stat", O_RDONLY);
    ssize_t count = read(file, text, sizeof text - 1);
    text[count > 0 ? count : 0] = 0;
    close(file);
  } while (!strstr(text, ") Z "));
  ready();
  sleep_forever();
  return unused;
}

static void *unblock(void *unused) {
  mask(SIG_UNBLOCK);
  pthread_barrier_wait(&barrier);
  sleep_forever();
  return unused;
}

static void *keep(void *unused) {
  mask(SIG_BLOCK);
  syscall(SYS_tgkill, getpid(), gettid(), number);
  pthread_barrier_wait(&barrier);
  sleep_forever();
  return unused;
}

static void ignore_nothing(int signal) { (void)signal; }

int main(int count, char **words) {
  if (count < 2) return 2;
  number = count > 2 ? atoi(words[2]) : SIGTERM;
  pthread_t thread;
  pthread_barrier_init(&barrier, NULL, 2);
  if (!strcmp(words[1], "main-ended")) {
    pthread_create(&thread, NULL, wait_for_main, NULL);
    pthread_exit(NULL);
  }
  if (!strcmp(words[1], "main-blocks")) {
    mask(SIG_BLOCK);
    pthread_create(&thread, NULL, unblock, NULL);
  } else if (!strcmp(words[1], "other-pending")) {
    pthread_create(&thread, NULL, keep, NULL);
  } else if (!strcmp(words[1], "vfork")) {
    signal(number, ignore_nothing);
    if (vfork() == 0) {
      ready();
      char byte;
      while (read(0, &byte, 1) > 0) {}
      _exit(0);
    }
    sleep_forever();
  } else {
    return 2;
  }
  pthread_barrier_wait(&barrier);
  ready();
  sleep_forever();
}
