// Delivers a signal at each instruction between a blocking call of CLinux and its system call.
// Each instruction is reached in its own run, by single-stepping a child.
//
// A signal is lost if the child stays asleep. A naive sleep must lose some signals: this proves
// that the test detects a loss.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CLinux.h"
#include "fixture.h"
#include "stepping.h"

static const struct timespec for_ever = {.tv_sec = 1000};
static const char fifo[] = "fifo", listening_name[] = "listening", full_name[] = "full";
static int empty_pipe, full_pipe, listening, empty_socket, full_socket, unconnected;

/// A call that blocks until a signal arrives.
typedef int blocking(void);

static int naive_sleep(void) {
  if (clinux_ring_pending()) return -EINTR;
  return (int)syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &for_ever, NULL);
}

static int sleeping(void) {
  struct timespec left;
  return clinux_sleep(&for_ever, &left);
}

static int waiting_for_signal(void) {
  clinux_record record;
  return clinux_wait_signal(bit(SIGUSR2), NULL, &record);
}

static int reading(void) {
  char byte;
  return clinux_read(empty_pipe, &byte, 1);
}

static int writing(void) { return clinux_write(full_pipe, "x", 1); }

static int opening(void) { return clinux_open(fifo, O_RDONLY, 0); }

static int polling(void) {
  struct pollfd entry = {.fd = empty_pipe, .events = POLLIN};
  return clinux_poll(&entry, 1, NULL);
}

static int accepting(void) { return clinux_accept(listening); }

static int connecting(void) { return clinux_connect(unconnected, full_name, strlen(full_name)); }

static int sending(void) { return clinux_send(full_socket, "x", 1, NULL, 0); }

static int receiving(void) {
  char byte;
  clinux_message message;
  return clinux_receive(empty_socket, &byte, 1, &message);
}

/// Creates what these calls block on, in a new directory.
static void make_obstacles(void) {
  char directory[] = "lost-wakeup.XXXXXX";
  int full_end, other, reading[2], writing[2];
  if (!mkdtemp(directory) || chdir(directory) < 0) exit(3);
  mkfifo(fifo, 0600);
  if (pipe2(reading, O_CLOEXEC) < 0 || pipe2(writing, O_CLOEXEC) < 0) exit(3);
  empty_pipe = reading[0];
  full_pipe = writing[1];
  fcntl(full_pipe, F_SETFL, O_NONBLOCK);
  while (write(full_pipe, "x", 1) == 1) {}
  fcntl(full_pipe, F_SETFL, 0);
  listening = clinux_unix_socket(SOCK_STREAM);
  clinux_bind(listening, listening_name, strlen(listening_name), 0700);
  listen(listening, 1);
  full_end = clinux_unix_socket(SOCK_STREAM);
  clinux_bind(full_end, full_name, strlen(full_name), 0700);
  listen(full_end, 0);
  if (clinux_connect(clinux_unix_socket(SOCK_STREAM), full_name, strlen(full_name)) < 0) exit(3);
  unconnected = clinux_unix_socket(SOCK_STREAM);
  clinux_unix_pair(SOCK_STREAM, &empty_socket, &other);
  clinux_unix_pair(SOCK_STREAM, &full_socket, &other);
  while (send(full_socket, "x", 1, MSG_DONTWAIT) == 1) {}
}

static pid_t start(blocking *call) {
  pid_t child = fork();
  if (child != 0) return child;
  clinux_catch(SIGUSR1, SA_RESTART);
  stop_for_tracer();
  call();
  _exit(clinux_ring_pending() ? 0 : 1);
}

/// Returns the exit code of a child that ends, or -1 if it stays asleep.
static int end_of(pid_t child) {
  int status;
  // A child in its call stays asleep; any other child ends or stops.
  for (int looks = 0; looks < 200; usleep(100)) {
    pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child && WIFEXITED(status)) return WEXITSTATUS(status);
    if (ended == child) ptrace(PTRACE_CONT, child, 0, WSTOPSIG(status));
    looks = state_of(child) == 'S' ? looks + 1 : 0;
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return -1;
}

/// Whether a call blocks without a signal; otherwise it could not lose any.
static bool blocks(blocking *call) {
  pid_t child = start(call);
  waitpid(child, NULL, 0);
  ptrace(PTRACE_CONT, child, 0, 0);
  return end_of(child) == -1;
}

/// Sends the signal to a child after `steps` instructions of its call. Returns whether the call
/// ended, and clears *before if that many steps reach the system call.
static bool survives(blocking *call, int steps, bool *before) {
  pid_t child = start(call);
  int status;
  waitpid(child, &status, 0);
  unsigned long at;
  do at = advance(child, 0, &status);
  while (at != (unsigned long)call);
  for (int i = 0; i < steps; i++) {
    long word = ptrace(PTRACE_PEEKTEXT, child, at, 0);
    if ((word & 0xffff) == 0x050f) *before = false;  // the syscall instruction is next
    if (!*before) break;
    at = advance(child, 0, &status);
  }
  ptrace(PTRACE_CONT, child, 0, SIGUSR1);
  return end_of(child) == 0;
}

static int losses(const char *name, blocking *call) {
  int steps = 0, lost = 0;
  if (!blocks(call)) {
    printf("%s does not block\n", name);
    return -1;
  }
  for (bool before = true; before; steps++)
    if (!survives(call, steps, &before)) lost++;
  printf("%s: a signal at each of %d instructions, %d lost\n", name, steps, lost);
  return steps > 5 ? lost : -1;
}

int main(void) {
  static const struct {
    const char *name;
    blocking *call;
  } calls[] = {
      {"clinux_sleep", sleeping}, {"clinux_pause", clinux_pause},
      {"clinux_wait_signal", waiting_for_signal}, {"clinux_read", reading},
      {"clinux_write", writing}, {"clinux_open", opening}, {"clinux_poll", polling},
      {"clinux_accept", accepting}, {"clinux_connect", connecting}, {"clinux_send", sending},
      {"clinux_receive", receiving},
  };
  setvbuf(stdout, NULL, _IOLBF, 0);
  clinux_mask(SIG_SETMASK, 0, NULL);
  make_obstacles();
  if (losses("naive", naive_sleep) <= 0) return 2;
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    if (losses(calls[i].name, calls[i].call) != 0) return 1;
  return 0;
}
