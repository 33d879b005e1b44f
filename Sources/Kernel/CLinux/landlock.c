// landlock(7)

#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

int clinux_forbid_outer_sockets(void) {
  // struct landlock_ruleset_attr, which older headers do not have in full: access to files and to
  // ports is not restricted, connections to abstract sockets are (LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET).
  const uint64_t rules[3] = {0, 0, 1};
  int ruleset = clinux_result(syscall(SYS_landlock_create_ruleset, rules, sizeof rules, 0));
  if (ruleset < 0) return ruleset;
  int done = clinux_result(syscall(SYS_landlock_restrict_self, ruleset, 0));
  close(ruleset);
  return done;
}
