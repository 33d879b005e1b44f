// A process with given dispositions, threads, masks and pending signals. It reports on a pipe what its
// handlers and waits get.

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

static const clinux_subject *subject;
static sigjmp_buf after_fault;
static volatile sig_atomic_t is_faulting;
static int waiting_threads;
static bool is_prepared;

static void report(int kind, int signal, int value) {
  clinux_subject_event event = {kind, signal, value};
  (void)!write(STDOUT_FILENO, &event, sizeof event);
}

static void caught(int signal, siginfo_t *info, void *context) {
  (void)context;
  report(CLINUX_SUBJECT_HANDLED, signal, info->si_code);
  if (is_faulting && info->si_code > 0) siglongjmp(after_fault, 1);
}

// The raw call: the functions of glibc leave signals 32 and 33 out.
static void mask(int how, uint64_t set) { syscall(SYS_rt_sigprocmask, how, &set, NULL, sizeof set); }

// timer_create(2)
static void set_timer(int signal) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal};
  int timer;
  if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer) < 0) return;
  struct itimerspec soon = {.it_value = {0, 1}};
  syscall(SYS_timer_settime, timer, 0, &soon, NULL);
}

// The exit_signal of clone(2).
static void end_child(int signal) {
  if (syscall(SYS_clone, signal, 0, 0, 0, 0) == 0) syscall(SYS_exit_group, 0);
}

// F_SETSIG of fcntl(2).
static void become_readable(int signal) {
  int ends[2];
  if (pipe(ends) < 0) return;
  fcntl(ends[0], F_SETOWN, getpid());
  fcntl(ends[0], F_SETSIG, signal);
  fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
  (void)!write(ends[1], "", 1);
}

// setitimer(2)
static void set_alarm(void) {
  struct itimerval soon = {.it_value = {0, 1}};
  setitimer(ITIMER_REAL, &soon, NULL);
}

// The handler jumps past the instruction.
static void fault(int signal) {
  uint64_t before = 0;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &before, sizeof before);
  is_faulting = true;
  if (sigsetjmp(after_fault, 0) == 0) clinux_fault(signal);
  is_faulting = false;
  mask(SIG_SETMASK, before);
}

static int carry_out(const clinux_subject_order *order) {
  switch (order->kind) {
  case CLINUX_SUBJECT_UNBLOCK: mask(SIG_UNBLOCK, order->set); return 0;
  case CLINUX_SUBJECT_TGKILL: return clinux_raise(order->signal);
  case CLINUX_SUBJECT_QUEUE: return clinux_queue(getpid(), order->signal, SI_QUEUE, 1);
  case CLINUX_SUBJECT_TIMER: set_timer(order->signal); return 0;
  case CLINUX_SUBJECT_CHILD: end_child(order->signal); return 0;
  case CLINUX_SUBJECT_READABLE: become_readable(order->signal); return 0;
  case CLINUX_SUBJECT_ALARM: set_alarm(); return 0;
  default: fault(order->signal); return 0;
  }
}

static void obey(void) {
  while (true) {
    clinux_subject_order order;
    long count = read(STDIN_FILENO, &order, sizeof order);
    if (count == sizeof order) report(CLINUX_SUBJECT_DONE, order.signal, carry_out(&order));
    if (count == 0) pause();
  }
}

static void accept_signals(uint64_t set) {
  while (true) {
    siginfo_t info;
    long signal = syscall(SYS_rt_sigtimedwait, &set, &info, NULL, sizeof set);
    if (signal > 0) report(CLINUX_SUBJECT_ACCEPTED, (int)signal, info.si_code);
  }
}

static void read_signals(uint64_t set) {
  int fd = (int)syscall(SYS_signalfd4, -1, &set, sizeof set, 0);
  while (true) {
    struct signalfd_siginfo info;
    if (read(fd, &info, sizeof info) == sizeof info)
      report(CLINUX_SUBJECT_ACCEPTED, (int)info.ssi_signo, info.ssi_code);
  }
}

static void *run_thread(void *argument) {
  const clinux_subject_thread *thread = argument;
  mask(SIG_SETMASK, ~UINT64_C(0));
  __atomic_add_fetch(&waiting_threads, 1, __ATOMIC_RELEASE);
  while (!__atomic_load_n(&is_prepared, __ATOMIC_ACQUIRE)) usleep(100);
  mask(SIG_SETMASK, thread->blocked);
  switch (thread->mode) {
  case CLINUX_SUBJECT_OBEYS: obey(); break;
  case CLINUX_SUBJECT_SLEEPS: while (true) pause();
  case CLINUX_SUBJECT_WAITS: accept_signals(thread->awaited); break;
  case CLINUX_SUBJECT_READS: read_signals(thread->awaited); break;
  case CLINUX_SUBJECT_SUSPENDS:
    while (true) syscall(SYS_rt_sigsuspend, &thread->awaited, sizeof thread->awaited);
  default: syscall(SYS_exit, 0);
  }
  return NULL;
}

static void set_dispositions(void) {
  for (int signal = 1; signal <= 64; signal++) {
    uint64_t bit = UINT64_C(1) << (signal - 1);
    clinux_disposition(signal, subject->ignored & bit);
    if (!(subject->caught & bit)) continue;
    struct kernel_sigaction action = {.handler = caught, .flags = SA_SIGINFO};
    clinux_set_action(signal, &action);
  }
}

static void send_pending(void) {
  for (int signal = 1; signal <= 64; signal++) {
    uint64_t bit = UINT64_C(1) << (signal - 1);
    if (subject->shared_pending & bit) clinux_kill(getpid(), signal);
    if (subject->private_pending & bit) clinux_raise(signal);
  }
}

_Noreturn void clinux_subject_run(const clinux_subject *description) {
  subject = description;
  syscall(SYS_close_range, 3, ~0U, 0);
  mask(SIG_SETMASK, ~UINT64_C(0));
  // The C library catches and unblocks its own signals when it makes a thread.
  for (int index = 1; index < subject->thread_count; index++) {
    pthread_t thread;
    pthread_create(&thread, NULL, run_thread, (void *)&subject->threads[index]);
  }
  while (__atomic_load_n(&waiting_threads, __ATOMIC_ACQUIRE) < subject->thread_count - 1) usleep(100);
  mask(SIG_SETMASK, ~UINT64_C(0));
  set_dispositions();
  if (subject->queue_limit >= 0) {
    struct rlimit limit = {(rlim_t)subject->queue_limit, (rlim_t)subject->queue_limit};
    setrlimit(RLIMIT_SIGPENDING, &limit);
  }
  send_pending();
  __atomic_store_n(&is_prepared, true, __ATOMIC_RELEASE);
  run_thread((void *)&subject->threads[0]);
  _exit(125);
}
