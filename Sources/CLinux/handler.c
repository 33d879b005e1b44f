// The one signal handler. Everything here may run at any instruction of the program, so it is
// async-signal-safe by construction: no allocation, no lock, no library call but clock_gettime.
// scripts/check holds the object file's undefined symbols against an allow-list.
//
// The way of a signal: the handler copies siginfo into a ring and tells the Lua side, which runs
// the script's function at its next safe point. The kernel delivers with every signal blocked
// (a full sa_mask), so the handler never nests.
//
// The handler may leave more blocked than the program does, until the program takes the record.
// Where the signal ends a blocking call, or comes as the program sends one or changes its mask, these
// are the signals that the script's function is to run under, as the kernel would leave them, and
// taking the record makes them the program's own. Where all places are filled, these are all
// signals: the kernel's own queue is the buffer then, and nothing is lost. The kernel reads a mask
// that handler and program keep together, so that no change of the program's undoes the handler's.
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

enum { places = CLINUX_PLACES };

/// What no mask can block: KILL and STOP.
static const uint64_t kernel_only =
    UINT64_C(1) << (SIGKILL - 1) | UINT64_C(1) << (SIGSTOP - 1);

static clinux_record ring[places];
static volatile unsigned head, tail;
/// What the program blocks, and what the kernel shall.
static volatile uint64_t program_mask, kernel_mask;
/// What the handler has blocked for the function of the oldest record.
static volatile uint64_t function_mask;
/// Whether the handler has blocked everything, for all places are filled.
static volatile bool full;
/// What the script's functions run under, by signal.
static uint64_t function_masks[65];
/// Whether another program is about to take this one's place, and its mask.
static volatile bool leaving;
static void (*volatile notify)(void);

volatile int clinux_ring_count;
volatile bool clinux_attends;
uint64_t clinux_caught;

static uintptr_t *program_counter(ucontext_t *context) {
#if defined(__x86_64__)
  return (uintptr_t *)&context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
  return (uintptr_t *)&context->uc_mcontext.pc;
#endif
}

static long call_result(const ucontext_t *context) {
#if defined(__x86_64__)
  return (long)context->uc_mcontext.gregs[REG_RAX];
#elif defined(__aarch64__)
  return (long)context->uc_mcontext.regs[0];
#endif
}

/// What the kernel is to block with the program's own.
static uint64_t whole_mask(void) { return full ? UINT64_MAX : program_mask | function_mask; }

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

static void handle(int signal, siginfo_t *info, void *opaque) {
  // Another program's beginning forgets it.
  if (tail - head == places) return;
  int saved_errno = errno;
  ucontext_t *context = opaque;
  uintptr_t *counter = program_counter(context);
  bool enters = *counter >= (uintptr_t)clinux_interruptible_begin
      && *counter < (uintptr_t)clinux_interruptible_end;
  if (enters) *counter = (uintptr_t)clinux_interruptible_cancel;
  // The kernel ends some calls by itself, and has others begin anew.
  bool leaves = *counter == (uintptr_t)clinux_interruptible_end && call_result(context) == -EINTR;
  clinux_record_siginfo(&ring[tail % places], info);
  __atomic_signal_fence(__ATOMIC_RELEASE);
  tail++;
  clinux_ring_count++;
  if (!leaving) {
    unsigned filled = tail - head;
    // Only the oldest: what comes behind it interrupts its function.
    if (filled == 1 && (enters || leaves || clinux_attends)) function_mask = function_masks[signal];
    if (filled == places) full = true;
    if (full || function_mask) {
      uint64_t mask = kernel_mask = whole_mask();
      memcpy(&context->uc_sigmask, &mask, sizeof mask);
    }
  }
  if (notify) notify();
  // The same instruction would fault again, before Lua could run.
  if (*counter >= (uintptr_t)clinux_fault_begin && *counter < (uintptr_t)clinux_fault_end
      && info->si_code > 0)
    *counter = (uintptr_t)clinux_fault_end;
  errno = saved_errno;
}

void clinux_handler_notify(void (*function)(void)) { notify = function; }

int clinux_ring_pending(void) { return clinux_ring_count; }

// rt_sigprocmask(2)
static void change_kernel_mask(void) {
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &kernel_mask, NULL, sizeof kernel_mask);
}

bool clinux_ring_take(clinux_record *record, uint64_t *mask) {
  if (head == tail) return false;
  *record = ring[head % places];
  __atomic_signal_fence(__ATOMIC_ACQUIRE);
  *mask = program_mask;
  // One by one: the handler may run between any two of these lines.
  program_mask |= __atomic_exchange_n(&function_mask, 0, __ATOMIC_RELAXED);
  head++;
  __atomic_sub_fetch(&clinux_ring_count, 1, __ATOMIC_RELAXED);
  // Signals since the line above may have filled the ring anew.
  if (full && tail - head < places) {
    full = false;
    kernel_mask = program_mask;
    change_kernel_mask();
  }
  return true;
}

void clinux_mask(int how, uint64_t set, uint64_t *old) {
  uint64_t mask = program_mask;
  if (old) *old = mask;
  uint64_t next = how == SIG_BLOCK ? mask | set : how == SIG_UNBLOCK ? mask & ~set : set;
  next &= ~kernel_only;
  if (next == mask) return;
  clinux_attends = true;
  program_mask = next;
  do kernel_mask = whole_mask();
  while (kernel_mask != whole_mask());
  change_kernel_mask();
  clinux_attends = false;
}

__attribute__((constructor)) static void read_mask(void) {
  uint64_t mask;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof mask);
  program_mask = kernel_mask = mask;
}

uint64_t clinux_ring_forget(void) {
  head = tail;
  clinux_ring_count = 0;
  function_mask = 0;
  full = false;
  return kernel_mask = program_mask;
}

void clinux_leave(void) {
  leaving = true;
  uint64_t mask = program_mask;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
}

void clinux_stay(void) {
  uint64_t all = UINT64_MAX;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
  leaving = false;
  full = tail - head == places;
  kernel_mask = whole_mask();
  change_kernel_mask();
}

void clinux_function_mask(int signal, uint64_t mask) {
  function_masks[signal] = mask & ~kernel_only;
}

int clinux_catch(int signal, unsigned long flags) {
  struct kernel_sigaction action = {
      .handler = handle, .flags = flags | SA_SIGINFO, .mask = UINT64_MAX};
  int result = clinux_set_action(signal, &action);
  if (result == 0) clinux_caught |= UINT64_C(1) << (signal - 1);
  return result;
}
