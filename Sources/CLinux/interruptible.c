// Blocking calls that a caught signal always ends, even one that arrives a moment before.

#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "CLinux.h"
#include "internal.h"

// long clinux_interruptible(number, a, b, c, d, e, f). Between begin and end a handler finds the
// program counter and moves it to cancel; a system call that is to be restarted is there again.
#if defined(__x86_64__)
__asm__(
    ".pushsection .text\n"
    ".globl clinux_interruptible\n"
    ".type clinux_interruptible, @function\n"
    "clinux_interruptible:\n"
    "  mov %rdi, %rax\n"
    "  mov %rsi, %rdi\n"
    "  mov %rdx, %rsi\n"
    "  mov %rcx, %rdx\n"
    "  mov %r8, %r10\n"
    "  mov %r9, %r8\n"
    "  mov 8(%rsp), %r9\n"
    ".globl clinux_interruptible_begin, clinux_interruptible_end, clinux_interruptible_cancel\n"
    ".hidden clinux_interruptible_begin, clinux_interruptible_end, clinux_interruptible_cancel\n"
    "clinux_interruptible_begin:\n"
    "  cmpl $0, clinux_ring_count(%rip)\n"
    "  jne clinux_interruptible_cancel\n"
    "  syscall\n"
    "clinux_interruptible_end:\n"
    "  ret\n"
    "clinux_interruptible_cancel:\n"
    "  mov $-4, %rax\n"
    "  ret\n"
    ".size clinux_interruptible, . - clinux_interruptible\n"
    ".popsection\n");
#elif defined(__aarch64__)
__asm__(
    ".pushsection .text\n"
    ".globl clinux_interruptible\n"
    ".type clinux_interruptible, %function\n"
    "clinux_interruptible:\n"
    "  mov x8, x0\n"
    "  mov x0, x1\n"
    "  mov x1, x2\n"
    "  mov x2, x3\n"
    "  mov x3, x4\n"
    "  mov x4, x5\n"
    "  mov x5, x6\n"
    "  adrp x9, clinux_ring_count\n"
    "  add x9, x9, :lo12:clinux_ring_count\n"
    ".globl clinux_interruptible_begin, clinux_interruptible_end, clinux_interruptible_cancel\n"
    ".hidden clinux_interruptible_begin, clinux_interruptible_end, clinux_interruptible_cancel\n"
    "clinux_interruptible_begin:\n"
    "  ldr w10, [x9]\n"
    "  cbnz w10, clinux_interruptible_cancel\n"
    "  svc #0\n"
    "clinux_interruptible_end:\n"
    "  ret\n"
    "clinux_interruptible_cancel:\n"
    "  mov x0, #-4\n"
    "  ret\n"
    ".size clinux_interruptible, . - clinux_interruptible\n"
    ".popsection\n");
#else
#error "clinux_interruptible is written for x86_64 and aarch64 only"
#endif

_Static_assert(EINTR == 4, "clinux_interruptible returns -EINTR");

int clinux_sleep(const struct timespec *time, struct timespec *left) {
  return (int)clinux_interruptible(
      SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, (long)time, (long)left, 0, 0);
}

int clinux_pause(void) { return (int)clinux_interruptible(SYS_ppoll, 0, 0, 0, 0, 0, 0); }

int clinux_suspend(uint64_t mask) {
  return (int)clinux_interruptible(SYS_rt_sigsuspend, (long)&mask, sizeof mask, 0, 0, 0, 0);
}

int clinux_wait(int pid, int options, int *status) {
  return (int)clinux_interruptible(SYS_wait4, pid, (long)status, options, 0, 0, 0);
}

int clinux_wait_signal(uint64_t set, const struct timespec *time, clinux_record *record) {
  siginfo_t info;
  int result = (int)clinux_interruptible(
      SYS_rt_sigtimedwait, (long)&set, (long)&info, (long)time, sizeof set, 0, 0);
  if (result > 0) clinux_record_siginfo(record, &info);
  return result;
}
