// Single-stepping a child to any of its instructions.
#ifndef STEPPING_H
#define STEPPING_H

#include <signal.h>
#include <stdbool.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/// Marks the end of the code that is stepped.
static void __attribute__((noinline)) done(void) { __asm__ volatile(""); }

/// Stops the caller, a child, until its parent steps it. STOP works even if all signals are
/// blocked.
static inline void stop_for_tracer(void) {
  ptrace(PTRACE_TRACEME, 0, 0, 0);
  kill(getpid(), SIGSTOP);
}

/// The signal that a stopped child is about to get; 0 if it only stopped for the tracer.
static inline int delivered(int status) {
  int signal = WSTOPSIG(status);
  return signal == SIGTRAP || signal == SIGSTOP ? 0 : signal;
}

/// The address of the next instruction of a stopped child.
static inline unsigned long position(pid_t child) {
  struct user_regs_struct registers = {0};
  ptrace(PTRACE_GETREGS, child, 0, &registers);
  return registers.rip;
}

/// Lets a stopped child execute an instruction, or enter the handler of a signal. Returns the
/// address of the next instruction, and the wait status.
static inline unsigned long advance(pid_t child, int signal, int *status) {
  ptrace(PTRACE_SINGLESTEP, child, 0, signal);
  waitpid(child, status, 0);
  return position(child);
}

/// Single-steps a stopped child to instruction `number` of the function `begin`. Returns the wait
/// status, and clears *before if done() is reached first.
static inline int step(pid_t child, int number, void (*begin)(void), bool *before) {
  int status;
  waitpid(child, &status, 0);
  for (bool inside = false; *before && WIFSTOPPED(status) && (!inside || number-- > 0);) {
    unsigned long at = advance(child, delivered(status), &status);
    inside |= at == (unsigned long)begin;
    if (at == (unsigned long)done) *before = false;
  }
  return status;
}

/// Waits for a child. Returns its exit code, or -1 if it was killed.
static inline int exit_code(pid_t child) {
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
