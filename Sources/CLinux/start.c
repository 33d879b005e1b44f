// The static Swift runtime asks /proc/self/exe for its own path before main, and aborts where
// there is no /proc, as for the first process of a bare container. It takes SWIFT_ROOT instead.

#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor(101))) static void without_proc(void) {
  char path[1];
  if (readlink("/proc/self/exe", path, sizeof path) < 0) setenv("SWIFT_ROOT", "/", 0);
}
