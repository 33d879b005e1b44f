// Catching, sending and waiting for signals.
#ifndef CLINUX_SIGNALS_H
#define CLINUX_SIGNALS_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <time.h>

/// The fields of siginfo_t that scripts see; `time` is in nanoseconds since the Epoch.
typedef struct {
  int32_t signal;
  int32_t code;
  int32_t pid;
  uint32_t uid;
  int32_t status;
  int32_t fd;
  int64_t value;
  uint64_t address;
  int64_t time;
} clinux_record;

/// A change of a child's state; times in microseconds, memory in bytes.
typedef struct {
  int32_t pid;
  int32_t code;    // CLD_EXITED and so on
  int32_t status;  // the exit code, or the signal
  int64_t user_time, system_time, peak_memory;
} clinux_change;

// handler.c: signals caught for the script.

/// Sets a function that the handler calls after storing a record; it must be async-signal-safe.
void clinux_handler_notify(void (*_Nullable notify)(void));
/// Takes the oldest record; returns false if there is none. Signals blocked because the ring was full
/// are unblocked. The function mask of the signal becomes part of the program's mask; `mask` receives
/// the mask to restore after the function.
bool clinux_ring_take(clinux_record *_Nonnull record, uint64_t *_Nonnull mask);
/// The number of records in the ring.
int clinux_ring_pending(void);
/// rt_sigaction(2) with the handler, a full sa_mask, SA_SIGINFO and further flags.
int clinux_catch(int signal, unsigned long flags);
/// Sets the mask under which the function for a caught signal runs. It is in force from the delivery
/// on, except for KILL, STOP and the signals of faults: these stay unblocked until the function runs.
void clinux_function_mask(int signal, uint64_t mask);
/// rt_sigprocmask(2) on the program's mask, with SIG_BLOCK, SIG_UNBLOCK or SIG_SETMASK. The program
/// must have one thread and must not change its mask in any other way. The caller must look at the
/// ring afterwards: signals may have been unblocked.
void clinux_mask(int how, uint64_t set, uint64_t *_Nullable old);

// interruptible.c: calls that fail with EINTR while a record waits, without a race.

/// Makes a system call unless the ring holds a record. Returns its result, or a negative errno.
long clinux_interruptible(long number, long a, long b, long c, long d, long e, long f);
/// Sleeps on the monotonic clock; `left` receives the remaining time if it is interrupted.
int clinux_sleep(const struct timespec *_Nonnull time, struct timespec *_Nonnull left);
/// Waits until a handler has run, like pause(2).
int clinux_pause(void);
/// waitid(2). Returns 1 with a change, or 0 if there is none (WNOHANG).
int clinux_wait(int kind, int id, int options, clinux_change *_Nonnull change);
/// read(2) and write(2), which transfer at most 2 GiB.
int clinux_read(int fd, void *_Nullable bytes, size_t count);
int clinux_write(int fd, const void *_Nullable bytes, size_t count);
/// openat(2). Opening a FIFO waits for the other end.
int clinux_open(const char *_Nonnull path, int flags, unsigned mode);
/// ppoll(2) without a change of the mask. A null `time` waits forever.
int clinux_poll(
    struct pollfd *_Nullable entries, size_t count, const struct timespec *_Nullable time);
/// tcsetpgrp(3), which may stop or interrupt a process in the background.
int clinux_set_foreground(int fd, int group);
/// tcsetattr(3) with TCSADRAIN: waits until output has been transmitted.
int clinux_set_terminal(int fd, const struct termios *_Nonnull settings);
/// rt_sigtimedwait(2). Returns the number of the signal. A null `time` waits forever; a `time` of 0
/// does not wait, and no record ends it.
int clinux_wait_signal(
    uint64_t set, const struct timespec *_Nullable time, clinux_record *_Nonnull record);

// fault.c: real faults.

/// Executes an instruction that raises SEGV, BUS, FPE, ILL or TRAP. Returns 0 if the signal is caught,
/// or -EINVAL if no instruction of this processor raises the signal.
int clinux_fault(int signal);
/// Executes a privileged instruction, like abort(3) as its last resort.
void clinux_halt(void);

// signals.c: raw signal calls, which include signals 32 and 33.

/// Sets the disposition to SIG_DFL or SIG_IGN.
int clinux_disposition(int signal, bool ignored);
/// Returns 0 for the default disposition, 1 for ignored, 2 for caught.
int clinux_get_disposition(int signal);
int clinux_pending(uint64_t *_Nonnull set);
int clinux_kill(int pid, int signal);
/// Sends a signal to the calling thread.
int clinux_raise(int signal);
/// Sends a signal with a value and si_code, to a process, a thread or the process of a pidfd.
int clinux_queue(int pid, int signal, int code, int64_t value);
int clinux_queue_thread(int process, int thread, int signal, int code, int64_t value);
int clinux_pidfd_queue(int pidfd, int signal, int code, int64_t value);
int clinux_tgkill(int process, int thread, int signal);
int clinux_pidfd_signal(int pidfd, int signal);
/// A nonblocking signalfd.
int clinux_signalfd(uint64_t set);
/// Reads a record from a signalfd. Returns 1, or 0 if no signal is pending and the descriptor does
/// not block.
int clinux_read_signal(int fd, clinux_record *_Nonnull record);

// subject.c: a process to send signals to.

/// What a thread does.
enum clinux_subject_mode {
  CLINUX_SUBJECT_OBEYS,     // reads orders from standard input
  CLINUX_SUBJECT_SLEEPS,    // pause(2)
  CLINUX_SUBJECT_WAITS,     // sigtimedwait(2) for `awaited`
  CLINUX_SUBJECT_READS,     // reads `awaited` from a signalfd(2)
  CLINUX_SUBJECT_SUSPENDS,  // sigsuspend(2) with the mask `awaited`
  CLINUX_SUBJECT_ENDS,      // ends while other threads live
};

typedef struct {
  uint64_t blocked;
  uint64_t awaited;
  int32_t mode;
} clinux_subject_thread;

typedef struct {
  uint64_t caught, ignored;
  /// Signals that kill(2) and tgkill(2) make pending before the masks are set.
  uint64_t shared_pending, private_pending;
  int32_t queue_limit;  // RLIMIT_SIGPENDING; -1 leaves it
  int32_t thread_count;
  clinux_subject_thread threads[4];
} clinux_subject;

/// What an order makes the main thread do.
enum clinux_subject_order_kind {
  CLINUX_SUBJECT_UNBLOCK,   // unblock `set`
  CLINUX_SUBJECT_TGKILL,    // send itself the signal with tgkill(2)
  CLINUX_SUBJECT_QUEUE,     // send itself the signal with sigqueue(3)
  CLINUX_SUBJECT_TIMER,     // let a timer of timer_create(2) send it
  CLINUX_SUBJECT_CHILD,     // let the end of a child of clone(2) send it
  CLINUX_SUBJECT_READABLE,  // let a descriptor with F_SETSIG send it
  CLINUX_SUBJECT_ALARM,     // setitimer(2): ALRM
  CLINUX_SUBJECT_FAULT,     // execute an instruction that raises it
};

typedef struct {
  uint64_t set;
  int32_t kind;
  int32_t signal;
} clinux_subject_order;

enum clinux_subject_event_kind {
  CLINUX_SUBJECT_HANDLED,   // a handler ran; `value` is si_code
  CLINUX_SUBJECT_ACCEPTED,  // a wait or a read returned it; `value` is si_code
  CLINUX_SUBJECT_DONE,      // an order was carried out; `value` is 0 or a negative errno
};

typedef struct {
  int32_t kind;
  int32_t signal;
  int32_t value;
} clinux_subject_event;

/// Becomes the process: reads orders from descriptor 0 and writes events to descriptor 1.
_Noreturn void clinux_subject_run(const clinux_subject *_Nonnull description);

// queues.c: signals that tell of input.

/// Makes the kernel send a process a signal when a descriptor becomes ready; no signal with 0.
int clinux_signal_input(int fd, int signal, int pid);
/// Opens a message queue, and makes it if it does not exist.
int clinux_queue_open(const char *_Nonnull name);
int clinux_queue_unlink(const char *_Nonnull name);
int clinux_queue_send(int queue, const void *_Nullable bytes, size_t count, unsigned priority);
/// Returns the number of bytes of the message.
int clinux_queue_receive(int queue, void *_Nullable bytes, size_t count);
/// Makes the kernel send the caller a signal when a message comes into the empty queue; 0 cancels.
int clinux_queue_notify(int queue, int signal, int64_t value);

// timers.c: POSIX timers.

/// Creates a timer that sends a signal with a value. Returns its ID.
int clinux_timer_create(int clock, int signal, int64_t value);
int clinux_timer_set(int timer, struct timespec first, struct timespec interval);
int clinux_timer_delete(int timer);

#endif
