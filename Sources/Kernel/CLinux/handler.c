// The one signal handler. It may run at any instruction of the program, so everything here is
// async-signal-safe: no allocation, no lock, and no library call except clock_gettime.
// scripts/check compares the undefined symbols of the object file with an allow-list.
//
// The handler copies siginfo into a ring and notifies the Lua side. The Lua side runs the
// script's function at its next safe point. The kernel delivers with every signal blocked (a full
// sa_mask), so the handler never nests.
//
// The mask after the handler is the program's mask plus the mask of the script's function, just
// as for a function in C. Signals blocked by it stay pending in the kernel, where /proc and
// sigpending(2) show them. When a record is taken, its function's mask becomes part of the
// program's mask.
//
// If the ring is full, the handler leaves all signals blocked. The kernel's own queue then serves
// as the buffer, and nothing is lost. The handler and the program compute the kernel's mask from
// shared variables, so no change by the program undoes one by the handler.
//
// A signal that arrives just before a blocking system call must still end it. The calls in
// interruptible.c test the ring and enter the kernel within a few marked instructions. A handler
// that interrupts these moves the program counter past them, so the call returns EINTR.

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "internal.h"

#ifndef CLINUX_PLACES // The tests set it to 3.
#define CLINUX_PLACES 128
#endif

enum { places = CLINUX_PLACES };

/// A signal in a mask.
#define BIT(signal) (UINT64_C(1) << ((signal) - 1))

/// The signals that no mask can block.
static const uint64_t kernel_only = BIT(SIGKILL) | BIT(SIGSTOP);

/// The signals of faults. A blocked fault kills, so a mask of a function that has not run leaves
/// them.
static const uint64_t faults =
    BIT(SIGSEGV) | BIT(SIGBUS) | BIT(SIGFPE) | BIT(SIGILL) | BIT(SIGTRAP);

static clinux_record ring[places];
static volatile unsigned head, tail;
/// The mask of the program, and the mask set in the kernel.
static volatile uint64_t program_mask, kernel_mask;
/// The function masks of the records in the ring, and their union.
static uint64_t record_masks[places];
static volatile uint64_t function_mask;
/// Whether the handler has blocked all signals because the ring is full.
static volatile bool full;
/// The masks of the script's functions, by signal number.
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

/// The mask that the kernel should have.
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
  // What fcntl(2) F_SETSIG sends has no sender.
  if (info->si_code == SI_SIGIO
      || (info->si_code > 0 && info->si_code != SI_KERNEL && info->si_signo != SIGCHLD)) {
    record->fd = info->si_fd;
    return;
  }
  record->pid = info->si_pid;
  record->uid = info->si_uid;
  if (info->si_signo == SIGCHLD && info->si_code > 0) record->status = info->si_status;
  // The value of tgkill(2) is 0; that of kill(2) and of the kernel is undefined.
  if (info->si_code < 0)
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
  // Otherwise the same instruction would fault again before Lua code could run.
  if (*counter >= (uintptr_t)clinux_fault_begin && *counter < (uintptr_t)clinux_fault_end
      && info->si_code > 0)
    *counter = (uintptr_t)clinux_fault_end;
  errno = saved_errno;
}

void clinux_handler_notify(void (*function)(void)) { notify = function; }

int clinux_ring_pending(void) { return clinux_ring_count; }

/// Sets the kernel's mask, with rt_sigprocmask(2), to what it should be.
static void match_kernel_mask(void) {
  do kernel_mask = whole_mask();
  while (kernel_mask != whole_mask());
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &kernel_mask, NULL, sizeof kernel_mask);
}

/// Recomputes the union of the function masks in the ring.
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
  // The order matters: the handler may run between any two of these lines.
  program_mask |= record_masks[head % places];
  head++;
  __atomic_sub_fetch(&clinux_ring_count, 1, __ATOMIC_RELAXED);
  gather_masks();
  // Signals that arrived since may have filled the ring again.
  if (full && tail - head < places) full = false;
  // The handler may have set the kernel's mask from a partly computed union.
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
