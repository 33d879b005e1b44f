// The one signal handler. Everything here may run at any instruction of the program, so it is
// async-signal-safe by construction: no allocation, no lock, no library call but clock_gettime.
// scripts/check holds the object file's undefined symbols against an allow-list.
//
// The way of a signal: the handler copies siginfo into a ring and tells the Lua side, which runs
// the script's function at its next safe point. The kernel delivers with every signal blocked
// (a full sa_mask), so the handler never nests. When the places are filled but for one, the handler
// returns with every signal still blocked: the kernel's own queue is the buffer then, and nothing
// is lost. Taking a record makes room and puts the script's mask back; until then clinux_mask
// changes the mask that will be put back. The last place is for the signal that arrives while
// clinux_mask has lifted that block by mistake.
//
// A signal that arrives just before a blocking system call must not be slept over. The calls in
// interruptible.c test the ring and enter the kernel within a few marked instructions; a handler
// that interrupts these moves the program counter past them, so the call ends with EINTR.

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "CLinux.h"
#include "internal.h"

#ifndef CLINUX_PLACES // A test has few.
#define CLINUX_PLACES 128
#endif

enum { places = CLINUX_PLACES, enough = places - 1 };

/// What no mask can block: KILL and STOP.
static const uint64_t kernel_only =
    UINT64_C(1) << (SIGKILL - 1) | UINT64_C(1) << (SIGSTOP - 1);

static clinux_record ring[places];
static volatile unsigned head, tail;
static volatile bool emergency;
static volatile uint64_t script_mask;
static void (*volatile notify)(void);

volatile int clinux_ring_count;
uint64_t clinux_caught;

static uintptr_t *program_counter(ucontext_t *context) {
#if defined(__x86_64__)
  return (uintptr_t *)&context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
  return (uintptr_t *)&context->uc_mcontext.pc;
#endif
}

void clinux_record_siginfo(clinux_record *record, const siginfo_t *info) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *record = (clinux_record){
      .signal = info->si_signo,
      .code = info->si_code,
      .time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec,
  };
  bool fault = info->si_code > 0 && info->si_code != SI_KERNEL
      && (info->si_signo == SIGSEGV || info->si_signo == SIGBUS || info->si_signo == SIGFPE
          || info->si_signo == SIGILL || info->si_signo == SIGTRAP);
  if (fault) {
    record->address = (uintptr_t)info->si_addr;
    return;
  }
  if (info->si_code == SI_TIMER) {
    record->value = (intptr_t)info->si_value.sival_ptr;
    return;
  }
  record->pid = info->si_pid;
  record->uid = info->si_uid;
  if (info->si_signo == SIGCHLD && info->si_code > 0) record->status = info->si_status;
  // The kernel's own sends leave the place of the value undefined.
  if (info->si_code == SI_QUEUE || info->si_code == SI_MESGQ || info->si_code == SI_ASYNCIO)
    record->value = (intptr_t)info->si_value.sival_ptr;
}

// rt_sigprocmask(2)
static int change_mask(int how, uint64_t set, uint64_t *old) {
  return syscall(SYS_rt_sigprocmask, how, &set, old, sizeof set) < 0 ? -errno : 0;
}

static void handle(int signal, siginfo_t *info, void *opaque) {
  (void)signal;
  int saved_errno = errno;
  ucontext_t *context = opaque;
  clinux_record_siginfo(&ring[tail % places], info);
  tail++;
  clinux_ring_count++;
  if (!emergency && tail - head >= enough) {
    uint64_t mask;
    memcpy(&mask, &context->uc_sigmask, sizeof mask);
    script_mask = mask;
    emergency = true;
  }
  if (emergency) memset(&context->uc_sigmask, 0xff, sizeof script_mask);
  if (notify) notify();
  uintptr_t *counter = program_counter(context);
  if (*counter >= (uintptr_t)clinux_interruptible_begin
      && *counter < (uintptr_t)clinux_interruptible_end)
    *counter = (uintptr_t)clinux_interruptible_cancel;
  // The same instruction would fault again, before Lua could run.
  if (*counter >= (uintptr_t)clinux_fault_begin && *counter < (uintptr_t)clinux_fault_end
      && info->si_code > 0)
    *counter = (uintptr_t)clinux_fault_end;
  errno = saved_errno;
}

void clinux_handler_notify(void (*function)(void)) { notify = function; }

int clinux_ring_pending(void) { return clinux_ring_count; }

bool clinux_ring_take(clinux_record *record) {
  if (head == tail) return false;
  *record = ring[head % places];
  // One by one: the handler may run between any two of these lines.
  head++;
  __atomic_sub_fetch(&clinux_ring_count, 1, __ATOMIC_RELAXED);
  // Signals since the line above may have filled the ring anew.
  if (emergency && tail - head < enough) {
    emergency = false;
    change_mask(SIG_SETMASK, script_mask, NULL);
  }
  return true;
}

static uint64_t changed(uint64_t mask, int how, uint64_t set) {
  return how == SIG_BLOCK ? mask | set : how == SIG_UNBLOCK ? mask & ~set : set;
}

int clinux_mask(int how, uint64_t set, uint64_t *old) {
  uint64_t mask;
  bool was_full = emergency;
  if (!was_full) {
    int result = change_mask(how, set, &mask);
    if (result < 0) return result;
    // Filled meanwhile: before the call, where the mask was the handler's, or behind it.
    was_full = emergency && (mask | kernel_only) == UINT64_MAX;
    if (was_full) change_mask(SIG_SETMASK, UINT64_MAX, NULL);
  }
  if (was_full) {
    mask = script_mask;
    script_mask = changed(mask, how, set);
  }
  if (old) *old = mask;
  return 0;
}

uint64_t clinux_ring_forget(uint64_t mask) {
  head = tail;
  clinux_ring_count = 0;
  if (emergency) mask = script_mask;
  emergency = false;
  return mask;
}

int clinux_catch(int signal, unsigned long flags) {
  struct kernel_sigaction action = {
      .handler = handle, .flags = flags | SA_SIGINFO, .mask = UINT64_MAX};
  int result = clinux_set_action(signal, &action);
  if (result == 0) clinux_caught |= UINT64_C(1) << (signal - 1);
  return result;
}
