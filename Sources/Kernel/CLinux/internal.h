// What the files of this module share and Swift does not see.
#ifndef CLINUX_INTERNAL_H
#define CLINUX_INTERNAL_H

#include <signal.h>
#include <stdint.h>

#include "CLinux.h"

/// The kernel's struct sigaction, with its 64-bit mask.
struct kernel_sigaction {
  void (*handler)(int, siginfo_t *, void *);
  unsigned long flags;
  void (*restorer)(void);
  uint64_t mask;
};

/// rt_sigaction(2), with the restorer that x86 needs.
int clinux_set_action(int signal, struct kernel_sigaction *action);
/// execve(2), which returns only with an errno.
typedef int clinux_executor(const char *path, char *const *argv, char *const *envp);
/// Executes the first path that can be executed; returns the errno that execvp(3) would give.
int clinux_execute_first(
    clinux_executor *execute, char *const *paths, char *const *argv, char *const *envp);
/// Forgets all records, in the child of a fork; gives the program's mask.
uint64_t clinux_ring_forget(void);
void clinux_record_siginfo(clinux_record *record, const siginfo_t *info);

/// Records in the ring.
extern volatile int clinux_ring_count __attribute__((visibility("hidden")));
/// The signals that have the handler, by the kernel's bits.
extern uint64_t clinux_caught;

/// The instructions from the test of the ring to the system call.
extern const char clinux_interruptible_begin[], clinux_interruptible_end[];
/// Where an interrupted call goes on: it returns -EINTR.
extern const char clinux_interruptible_cancel[];

/// The instructions that fault on purpose; a handler goes on behind them.
extern const char clinux_fault_begin[], clinux_fault_end[];

#endif
