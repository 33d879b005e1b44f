// Raw signal calls. The functions of glibc hide signals 32 and 33 from the caller.

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#if defined(__x86_64__)
// On x86 the kernel requires a restorer for every action and provides none.
__asm__(
    ".pushsection .text\n"
    ".type clinux_restorer, @function\n"
    "clinux_restorer:\n"
    "  mov $15, %rax\n"
    "  syscall\n"
    ".size clinux_restorer, . - clinux_restorer\n"
    ".popsection\n");
extern void clinux_restorer(void);
_Static_assert(SYS_rt_sigreturn == 15, "clinux_restorer calls rt_sigreturn");
#endif

// rt_sigaction(2)
int clinux_set_action(int signal, struct kernel_sigaction *action) {
#if defined(__x86_64__)
  enum { sa_restorer = 0x04000000 };
  action->flags |= sa_restorer;
  action->restorer = clinux_restorer;
#endif
  return clinux_result(syscall(SYS_rt_sigaction, signal, action, NULL, sizeof(uint64_t)));
}

// rt_sigaction(2)
int clinux_disposition(int signal, bool ignored) {
  struct kernel_sigaction action = {
      .handler = ignored ? (void *)SIG_IGN : NULL};
  int done = clinux_set_action(signal, &action);
  if (done == 0) clinux_caught &= ~(UINT64_C(1) << (signal - 1));
  return done;
}

// rt_sigaction(2)
int clinux_get_disposition(int signal) {
  struct kernel_sigaction action;
  int done = clinux_result(syscall(SYS_rt_sigaction, signal, NULL, &action, sizeof(uint64_t)));
  if (done < 0) return done;
  return action.handler == NULL ? 0 : action.handler == (void *)SIG_IGN ? 1 : 2;
}

// rt_sigpending(2)
int clinux_pending(uint64_t *set) {
  return clinux_result(syscall(SYS_rt_sigpending, set, sizeof *set));
}

// kill(2)
int clinux_kill(int pid, int signal) { return clinux_result(syscall(SYS_kill, pid, signal)); }

// tgkill(2), like raise(3)
int clinux_raise(int signal) {
  return clinux_tgkill(getpid(), (int)syscall(SYS_gettid), signal);
}

/// What sigqueue(3) tells the receiver, with any si_code.
static siginfo_t queued(int signal, int code, int64_t value) {
  siginfo_t info = {.si_signo = signal, .si_code = code};
  info.si_pid = getpid();
  info.si_uid = getuid();
  info.si_value.sival_ptr = (void *)(intptr_t)value;
  return info;
}

// rt_sigqueueinfo(2), like sigqueue(3)
int clinux_queue(int pid, int signal, int code, int64_t value) {
  siginfo_t info = queued(signal, code, value);
  return clinux_result(syscall(SYS_rt_sigqueueinfo, pid, signal, &info));
}

// rt_tgsigqueueinfo(2)
int clinux_queue_thread(int process, int thread, int signal, int code, int64_t value) {
  siginfo_t info = queued(signal, code, value);
  return clinux_result(syscall(SYS_rt_tgsigqueueinfo, process, thread, signal, &info));
}

// tgkill(2)
int clinux_tgkill(int process, int thread, int signal) {
  return clinux_result(syscall(SYS_tgkill, process, thread, signal));
}

// pidfd_send_signal(2)
int clinux_pidfd_signal(int pidfd, int signal) {
  return clinux_result(syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0));
}

// pidfd_send_signal(2)
int clinux_pidfd_queue(int pidfd, int signal, int code, int64_t value) {
  siginfo_t info = queued(signal, code, value);
  return clinux_result(syscall(SYS_pidfd_send_signal, pidfd, signal, &info, 0));
}

// signalfd4(2)
int clinux_signalfd(uint64_t set) {
  return clinux_result(
      syscall(SYS_signalfd4, -1, &set, sizeof set, SFD_CLOEXEC | SFD_NONBLOCK));
}

// read(2) from a signalfd
int clinux_read_signal(int fd, clinux_record *record) {
  struct signalfd_siginfo info;
  // A waiting record does not end a read that does not block.
  int count = fcntl(fd, F_GETFL) & O_NONBLOCK
      ? clinux_result(read(fd, &info, sizeof info))
      : clinux_read(fd, &info, sizeof info);
  if (count < 0) return count == -EAGAIN ? 0 : count;
  if (count != sizeof info) return -EIO;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *record = (clinux_record){
      .signal = (int)info.ssi_signo,
      .code = info.ssi_code,
      .pid = (int)info.ssi_pid,
      .uid = info.ssi_uid,
      .status = info.ssi_status,
      .fd = info.ssi_fd,
      .value = (int64_t)info.ssi_ptr,
      .address = info.ssi_addr,
      .time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec,
  };
  return 1;
}
