// Says on every channel that it can reach that all is well, in the words of a box's init, and prints
// how many took it. It tries its own descriptors, those of all processes that it sees, and their memory.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int spoken;

static void speak(int fd) {
  static const struct {
    size_t size;
    char bytes[8];
  } words[] = {
      {6, "\2\17\1\0\0\0"},  // TERM was handled
      {2, "\6\17"},          // its handler began
      {3, "\4\0\0"},         // the program exited with 0
      {3, "\0\175x"},        // sigbox failed
      {1, "\1"},             // started
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (send(fd, words[i].bytes, words[i].size, MSG_DONTWAIT | MSG_NOSIGNAL) > 0) spoken++;
}

int main(void) {
  for (int fd = 0; fd < 1024; fd++) speak(fd);
  for (int pid = 1; pid < 40; pid++) {
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    for (int fd = 0; fd < 1024; fd++) {
      char path[64];
      snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
      int opened = open(path, O_RDWR | O_NONBLOCK);
      if (opened >= 0) speak(opened);
      if (opened >= 0) close(opened);
      int taken = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, fd, 0);
      if (taken >= 0) speak(taken);
      if (taken >= 0) close(taken);
    }
    if (process >= 0) close(process);
    if (pid == getpid()) continue;
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0) spoken++;
    char byte;
    struct iovec here = {&byte, 1}, there = {main, 1};
    if (process_vm_readv(pid, &here, 1, &there, 1, 0) == 1) spoken++;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    if (open(path, O_RDWR) >= 0) spoken++;
  }
  printf("spoken %d\n", spoken);
  return 0;
}
