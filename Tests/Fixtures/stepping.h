// A child that is brought to each of its instructions, one run an instruction.
#ifndef STEPPING_H
#define STEPPING_H

#include <signal.h>
#include <stdbool.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/// Where the part ends in which a child is stepped.
static void __attribute__((noinline)) done(void) { __asm__ volatile(""); }

/// Stops the caller, a child, until its parent steps it; also where all that can be is blocked.
static inline void stop_for_tracer(void) {
  ptrace(PTRACE_TRACEME, 0, 0, 0);
  kill(getpid(), SIGSTOP);
}

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

/// Executes an instruction of a stopped child, or delivers a signal. Gives where it stands then, and
/// the wait status.
static inline unsigned long advance(pid_t child, int signal, int *status) {
  ptrace(PTRACE_SINGLESTEP, child, 0, signal);
  waitpid(child, status, 0);
  return position(child);
}

/// Single-steps a child that has stopped itself to the instruction of this number behind the begin
/// of a function. *before is cleared where that leads as far as done(). Gives the wait status.
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

/// The exit code of a child; -1 where it did not exit.
static inline int exit_code(pid_t child) {
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
