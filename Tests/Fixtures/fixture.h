// Shared by the test programs in C.
#ifndef FIXTURE_H
#define FIXTURE_H

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/// A signal in a mask.
static inline uint64_t bit(int signal) { return UINT64_C(1) << (signal - 1); }

/// The mask of the calling thread in the kernel.
static inline uint64_t kernel_mask(void) {
  uint64_t mask;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof mask);
  return mask;
}

/// The state of a process as a letter of /proc/PID/stat; 0 if there is no such process.
static inline char state_of(pid_t pid) {
  char path[64], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = 0;
  if (file) fclose(file);
  return state;
}

#endif
