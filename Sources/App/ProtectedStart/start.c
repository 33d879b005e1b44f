// Every process of a box is a copy of sigbox until it executes a command. Through /proc/PID/exe it
// could change the mode, the owner or the contents of sigbox's file on the host. Commands that may
// start a process in a box therefore run from a mount of the file that is read-only and ignores
// set-user-ID bits.
//
// This happens before the Swift runtime starts, which takes longer than the second execve(2).

#include <CLinux.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

static const char *const commands[] = {
    "run",  "compare", "conform", "doctor", "exec", "explain", "kill", "masks", "probe",
    "repl", "test",    "workshop",
};

static bool may_enter_box(int argc, char *const *argv) {
  if (argc < 2) return false;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(argv[1], commands[i]) == 0) return true;
  return false;
}

// The Swift runtime needs more, and would end by a fault that names no reason.
static const rlim_t least_stack = 256 << 10;

static void require_stack(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) < 0 || limit.rlim_cur >= least_stack) return;
  static const char message[] =
      "sigbox: the limit on the stack is below 256 KiB: use ulimit -s 1024 or more\n";
  if (write(STDERR_FILENO, message, sizeof message - 1) < 0) {}
  _exit(125);
}

__attribute__((constructor(102))) static void start(int argc, char **argv, char **envp) {
  require_stack();
  // The kernel names a program so that was executed by its descriptor.
  const char *name = (const char *)getauxval(AT_EXECFN);
  if (name && strncmp(name, "/dev/fd/", 8) == 0) return;
  // If it fails, the file still belongs to nobody in a box, unless the caller is its owner.
  if (may_enter_box(argc, argv)) clinux_execute_read_only(argv, envp);
}
