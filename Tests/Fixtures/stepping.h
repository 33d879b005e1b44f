// A child that is brought to each of its instructions, one run an instruction.
#ifndef STEPPING_H
#define STEPPING_H

#include <signal.h>
#include <stdbool.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

/// The signal that a stopped child is about to get; 0 where it stopped for the tracer alone.
static inline int delivered(int status) {
  int signal = WSTOPSIG(status);
  return signal == SIGTRAP || signal == SIGSTOP ? 0 : signal;
}

/// The instruction that a stopped child is at.
static inline unsigned long position(pid_t child) {
  struct user_regs_struct registers = {0};
  ptrace(PTRACE_GETREGS, child, 0, &registers);
  return registers.rip;
}

/// Single-steps a child that has stopped itself to the instruction of this number behind the begin
/// of a function. *before is cleared where that leads as far as another. Gives the wait status.
static inline int step(
    pid_t child, int number, void (*begin)(void), void (*end)(void), bool *before) {
  int status;
  waitpid(child, &status, 0);
  for (bool inside = false; *before && WIFSTOPPED(status) && (!inside || number-- > 0);) {
    ptrace(PTRACE_SINGLESTEP, child, 0, delivered(status));
    waitpid(child, &status, 0);
    unsigned long at = position(child);
    inside |= at == (unsigned long)begin;
    if (at == (unsigned long)end) *before = false;
  }
  return status;
}

/// The exit code of a child; -1 where it did not exit.
static inline int exit_code(pid_t child) {
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
