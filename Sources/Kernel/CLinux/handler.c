// The one signal handler. Everything here may run at any instruction of the program, so it is
// async-signal-safe by construction: no allocation, no lock, no library call but clock_gettime.
// scripts/check holds the object file's undefined symbols against an allow-list.
//
// The way of a signal: the handler copies siginfo into a ring and tells the Lua side, which runs
// the script's function at its next safe point. The kernel delivers with every signal blocked
// (a full sa_mask), so the handler never nests.
//
// The handler leaves blocked, besides what the program blocks, what the script's function is to run
// under, as the kernel would for a function in C: what that holds back stays pending in the kernel,
// where all who ask look for it. Taking the record makes this part of the mask the program's own.
// Where all places are filled, all signals are blocked: the kernel's own queue is the buffer then, and
// nothing is lost. The kernel reads a mask that handler and program keep together, so that no change
// of the program's undoes the handler's.
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

/// A signal in a mask.
#define BIT(signal) (UINT64_C(1) << ((signal) - 1))

/// What no mask can block.
static const uint64_t kernel_only = BIT(SIGKILL) | BIT(SIGSTOP);

/// What is forced on a process that blocks it: it must not come to that before its function runs.
static const uint64_t faults =
    BIT(SIGSEGV) | BIT(SIGBUS) | BIT(SIGFPE) | BIT(SIGILL) | BIT(SIGTRAP);

static clinux_record ring[places];
static volatile unsigned head, tail;
/// What the program blocks, and what the kernel shall.
static volatile uint64_t program_mask, kernel_mask;
/// What the functions of the records in the ring run under, and all of it together.
static uint64_t record_masks[places];
static volatile uint64_t function_mask;
/// Whether the handler has blocked everything, for all places are filled.
static volatile bool full;
/// What the script's functions run under, by signal.
static uint64_t function_masks[65];
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
  if (info->si_code > 0 && info->si_code != SI_KERNEL && faults & BIT(info->si_signo)) {
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
  int saved_errno = errno;
  ucontext_t *context = opaque;
  uintptr_t *counter = program_counter(context);
  if (*counter >= (uintptr_t)clinux_interruptible_begin
      && *counter < (uintptr_t)clinux_interruptible_end)
    *counter = (uintptr_t)clinux_interruptible_cancel;
  clinux_record_siginfo(&ring[tail % places], info);
  function_mask |= record_masks[tail % places] = function_masks[signal];
  __atomic_signal_fence(__ATOMIC_RELEASE);
  tail++;
  clinux_ring_count++;
  if (tail - head == places) full = true;
  if (full || function_mask) {
    uint64_t mask = kernel_mask = whole_mask();
    memcpy(&context->uc_sigmask, &mask, sizeof mask);
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

/// Has the kernel block what it shall: rt_sigprocmask(2).
static void match_kernel_mask(void) {
  do kernel_mask = whole_mask();
  while (kernel_mask != whole_mask());
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &kernel_mask, NULL, sizeof kernel_mask);
}

/// Puts together what the functions of the records that are left run under.
static void gather_masks(void) {
  unsigned end;
  do {
    uint64_t gathered = 0;
    end = tail;
    for (unsigned place = head; place != end; place++) gathered |= record_masks[place % places];
    function_mask = gathered;
  } while (tail != end);
}

bool clinux_ring_take(clinux_record *record, uint64_t *mask) {
  if (head == tail) return false;
  *record = ring[head % places];
  __atomic_signal_fence(__ATOMIC_ACQUIRE);
  *mask = program_mask;
  // One by one: the handler may run between any two of these lines.
  program_mask |= record_masks[head % places];
  head++;
  __atomic_sub_fetch(&clinux_ring_count, 1, __ATOMIC_RELAXED);
  gather_masks();
  // Signals since the lines above may have filled the ring anew.
  if (full && tail - head < places) full = false;
  // And the handler told the kernel what it found half gathered.
  if (kernel_mask != whole_mask()) match_kernel_mask();
  return true;
}

void clinux_mask(int how, uint64_t set, uint64_t *old) {
  uint64_t mask = program_mask;
  if (old) *old = mask;
  uint64_t next = how == SIG_BLOCK ? mask | set : how == SIG_UNBLOCK ? mask & ~set : set;
  next &= ~kernel_only;
  if (next == mask) return;
  program_mask = next;
  match_kernel_mask();
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

void clinux_function_mask(int signal, uint64_t mask) {
  function_masks[signal] = mask & ~kernel_only & ~faults;
}

int clinux_catch(int signal, unsigned long flags) {
  struct kernel_sigaction action = {
      .handler = handle, .flags = flags | SA_SIGINFO, .mask = UINT64_MAX};
  int result = clinux_set_action(signal, &action);
  if (result == 0) clinux_caught |= BIT(signal);
  return result;
}
