// orphans COUNT FILE: makes COUNT zombies, hands them all at once to the init above by ending their
// parent, and writes to FILE how many nanoseconds pass from there until all are reaped.

#include <sys/mman.h>

#include "driver.h"

struct shared {
  int64_t begin;
  pid_t pids[];
};

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int count = atoi(argv[1]), status;
  size_t size = sizeof(struct shared) + sizeof(pid_t) * (size_t)count;
  volatile struct shared *shared =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) fail("mmap");
  pid_t parent = fork();
  if (parent == 0) {
    for (int i = 0; i < count; i++) {
      pid_t pid = vfork();
      if (pid == 0) _exit(0);
      if (pid < 0) _exit(1);
      shared->pids[i] = pid;
    }
    shared->begin = now();
    _exit(0);
  }
  if (parent < 0 || waitpid(parent, &status, 0) < 0) fail("make orphans");
  if (status) {
    fprintf(stderr, "orphans: cannot make %d\n", count);
    return 1;
  }
  for (int i = 0; i < count; i++)
    while (kill(shared->pids[i], 0) == 0) sched_yield();
  int64_t end = now();
  FILE *file = fopen(argv[2], "w");
  if (!file) fail(argv[2]);
  fprintf(file, "%lld\n", (long long)(end - shared->begin));
  fclose(file);
}
