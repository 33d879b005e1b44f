// Shared by the files of this module, and not visible to Swift.
#ifndef CLINUX_INTERNAL_H
#define CLINUX_INTERNAL_H

#include <errno.h>
#include <signal.h>
#include <stdint.h>

#include "CLinux.h"

/// The result of a system call, or a negative errno.
static inline int clinux_result(long value) { return value < 0 ? -errno : (int)value; }

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
/// Executes the first path that can be executed. Returns the errno of execvp(3).
int clinux_execute_first(
    clinux_executor *execute, char *const *paths, char *const *argv, char *const *envp);
/// Copies the planned descriptors to numbers above all planned ones, and records the copies in
/// `moved`. Returns 0 or a positive errno.
int clinux_copy_descriptors(clinux_spawn_plan *plan);
/// Duplicates the copies to their numbers, from 0. Returns 0 or a positive errno.
int clinux_place_descriptors(const clinux_spawn_plan *plan);
/// Discards all records, in the child of a fork. Returns the program's mask.
uint64_t clinux_ring_forget(void);
void clinux_record_siginfo(clinux_record *record, const siginfo_t *info);

/// The number of records in the ring.
extern volatile int clinux_ring_count __attribute__((visibility("hidden")));
/// The signals that have the handler, in the kernel's bits.
extern uint64_t clinux_caught;

/// The instructions from the test of the ring to the system call.
extern const char clinux_interruptible_begin[], clinux_interruptible_end[];
/// Where an interrupted call continues, to return -EINTR.
extern const char clinux_interruptible_cancel[];

/// The instructions that fault on purpose. A handler continues after them.
extern const char clinux_fault_begin[], clinux_fault_end[];

#endif
