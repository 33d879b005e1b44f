// Blocking calls that every caught signal ends, even one that arrives just before the call.

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

// long clinux_interruptible(number, a, b, c, d, e, f). A handler that finds the program counter
// between begin and end moves it to cancel. For a system call that is to be restarted, the kernel
// has moved it back to the call.
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

// clock_nanosleep(2)
int clinux_sleep(const struct timespec *time, struct timespec *left) {
  return (int)clinux_interruptible(
      SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, (long)time, (long)left, 0, 0);
}

// ppoll(2), like pause(2)
int clinux_pause(void) { return (int)clinux_interruptible(SYS_ppoll, 0, 0, 0, 0, 0, 0); }

// waitid(2)
int clinux_wait(int kind, int id, int options, clinux_change *change) {
  siginfo_t info = {.si_pid = 0};
  struct rusage usage = {0};
  // A call with WNOHANG does not block, so a waiting record does not end it, and no child is
  // missed.
  int result = options & WNOHANG
      ? (int)syscall(SYS_waitid, kind, id, &info, options, &usage)
      : (int)clinux_interruptible(SYS_waitid, kind, id, (long)&info, options, (long)&usage, 0);
  if (options & WNOHANG && result < 0) result = -errno;
  if (result < 0 || info.si_pid == 0) return result;
  *change = (clinux_change){
      .pid = info.si_pid,
      .code = info.si_code,
      .status = info.si_status,
      .user_time = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec,
      .system_time = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec,
      .peak_memory = (int64_t)usage.ru_maxrss * 1024,
  };
  return 1;
}

// read(2)
int clinux_read(int fd, void *bytes, size_t count) {
  return (int)clinux_interruptible(SYS_read, fd, (long)bytes, (long)count, 0, 0, 0);
}

// write(2)
int clinux_write(int fd, const void *bytes, size_t count) {
  return (int)clinux_interruptible(SYS_write, fd, (long)bytes, (long)count, 0, 0, 0);
}

// openat(2)
int clinux_open(const char *path, int flags, unsigned mode) {
  return (int)clinux_interruptible(
      SYS_openat, AT_FDCWD, (long)path, flags | O_CLOEXEC, (long)mode, 0, 0);
}

// ppoll(2)
int clinux_poll(struct pollfd *entries, size_t count, const struct timespec *time) {
  // ppoll(2) writes the remaining time to its argument.
  struct timespec left = time ? *time : (struct timespec){0};
  return (int)clinux_interruptible(
      SYS_ppoll, (long)entries, (long)count, time ? (long)&left : 0, 0, 0, 0);
}

// ioctl_tty(2), TIOCSPGRP
int clinux_set_foreground(int fd, int group) {
  return (int)clinux_interruptible(SYS_ioctl, fd, TIOCSPGRP, (long)&group, 0, 0, 0);
}

// ioctl_tty(2), TCSETSW
int clinux_set_terminal(int fd, const struct termios *settings) {
  // The kernel's struct termios, which is shorter than that of glibc.
  struct {
    tcflag_t input, output, control, local;
    cc_t discipline, characters[19];
  } own = {
      settings->c_iflag, settings->c_oflag, settings->c_cflag, settings->c_lflag, settings->c_line,
      {0}};
  memcpy(own.characters, settings->c_cc, sizeof own.characters);
  return (int)clinux_interruptible(SYS_ioctl, fd, TCSETSW, (long)&own, 0, 0, 0);
}

// rt_sigtimedwait(2)
int clinux_wait_signal(uint64_t set, const struct timespec *time, clinux_record *record) {
  siginfo_t info;
  int result = time && time->tv_sec == 0 && time->tv_nsec == 0
      ? clinux_result(syscall(SYS_rt_sigtimedwait, &set, &info, time, sizeof set))
      : (int)clinux_interruptible(
          SYS_rt_sigtimedwait, (long)&set, (long)&info, (long)time, sizeof set, 0, 0);
  if (result > 0) clinux_record_siginfo(record, &info);
  return result;
}
