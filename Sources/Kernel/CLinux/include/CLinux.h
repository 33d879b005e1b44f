// The part of Linux that Swift cannot call by itself: variadic and raw system calls, the one
// signal handler, the calls that it interrupts, and the child between clone and exec.
// Every function that can fail returns a negative errno, never sets errno.
#ifndef CLINUX_H
#define CLINUX_H

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <time.h>

// handler.c: signals caught for the script.

/// A siginfo_t reduced to what a script is told; times in nanoseconds since the Epoch.
typedef struct {
  int32_t signal;
  int32_t code;
  int32_t pid;
  uint32_t uid;
  int32_t status;
  int64_t value;
  uint64_t address;
  int64_t time;
} clinux_record;

/// What became of a child; times in microseconds, memory in bytes.
typedef struct {
  int32_t pid;
  int32_t code;    // CLD_EXITED and so on
  int32_t status;  // the exit code, or the signal
  int64_t user_time, system_time, peak_memory;
} clinux_change;

/// Called in the handler after a record is stored; must be async-signal-safe.
void clinux_handler_notify(void (*_Nullable notify)(void));
/// Takes the oldest record, and lifts what a full ring blocks; false when empty. What the handler
/// left blocked for its function belongs to the program from here on: `mask` is to be put back.
bool clinux_ring_take(clinux_record *_Nonnull record, uint64_t *_Nonnull mask);
/// How many records wait in the ring.
int clinux_ring_pending(void);
/// rt_sigaction(2) with the one handler, a full sa_mask, SA_SIGINFO and these further flags.
int clinux_catch(int signal, unsigned long flags);
/// What the function runs under for which this signal is caught: in force from its delivery on, but
/// for the signals of faults, which must never meet a block before the function runs.
void clinux_function_mask(int signal, uint64_t mask);
/// rt_sigprocmask(2) of the program's mask: SIG_BLOCK, SIG_UNBLOCK or SIG_SETMASK. The program must
/// have one thread and change its mask by this alone: the kernel is told of changes, never asked.
/// The ring must be looked at next.
void clinux_mask(int how, uint64_t set, uint64_t *_Nullable old);

// interruptible.c: calls that end with EINTR when a record waits, without a race.

/// One system call, not entered or left with -EINTR while the ring holds a record.
long clinux_interruptible(long number, long a, long b, long c, long d, long e, long f);
/// nanosleep on the monotonic clock; the time left goes to `left`.
int clinux_sleep(const struct timespec *_Nonnull time, struct timespec *_Nonnull left);
/// Waits for a handler, as pause(2).
int clinux_pause(void);
/// waitid(2): 1 with a child's change, 0 with WNOHANG when there is none, or a negative errno.
int clinux_wait(int kind, int id, int options, clinux_change *_Nonnull change);
/// read(2) and write(2), at most 2 GiB.
int clinux_read(int fd, void *_Nullable bytes, size_t count);
int clinux_write(int fd, const void *_Nullable bytes, size_t count);
/// openat(2), closed on execve; the open of a FIFO waits for its other end.
int clinux_open(const char *_Nonnull path, int flags, unsigned mode);
/// ppoll(2) with the mask as it is; without a time it waits for ever.
int clinux_poll(
    struct pollfd *_Nullable entries, size_t count, const struct timespec *_Nullable time);
/// tcsetpgrp(3), which a process of the background may be stopped or interrupted in.
int clinux_set_foreground(int fd, int group);
/// ioctl_tty(2), TCSETSW: tcsetattr(3) once output has drained.
int clinux_set_terminal(int fd, const struct termios *_Nonnull settings);
/// rt_sigtimedwait(2) on the bits of a set; without a time it waits for ever.
int clinux_wait_signal(
    uint64_t set, const struct timespec *_Nullable time, clinux_record *_Nonnull record);

// fault.c: real faults.

/// Executes an instruction that raises SEGV, BUS, FPE, ILL or TRAP; returns where it is caught, and
/// -EINVAL for a signal that no instruction of this processor raises.
int clinux_fault(int signal);
/// Executes an instruction that only the kernel may, as abort(3) does at last.
void clinux_halt(void);

// syscalls.c: raw signal calls, which glibc keeps from signals 32 and 33, and calls without a
// prototype that Swift can import.

int clinux_disposition(int signal, bool ignored);
/// 0 default, 1 ignored, 2 caught.
int clinux_get_disposition(int signal);
int clinux_pending(uint64_t *_Nonnull set);
int clinux_kill(int pid, int signal);
int clinux_raise(int signal);
int clinux_queue(int pid, int signal, int64_t value);
int clinux_tgkill(int process, int thread, int signal);
/// WNOHANG: the pid of a child that had ended, with its status as wait(2) has it, 0 when none has.
int clinux_reap(int *_Nonnull status);
int clinux_pidfd_open(int pid);
int clinux_pidfd_signal(int pidfd, int signal);
int clinux_close_range(unsigned first, unsigned last);
int clinux_duplicate(int fd, int least);
int clinux_parent_death_signal(int signal);
int clinux_child_subreaper(bool set);
int clinux_is_child_subreaper(void);
/// memfd_create(2), every write appends.
int clinux_memory_file(void);
int clinux_pipe(int *_Nonnull reading, int *_Nonnull writing);
int clinux_signalfd(uint64_t set);
/// 1 with a record, 0 when none is pending.
int clinux_read_signal(int fd, clinux_record *_Nonnull record);
int clinux_loopback_up(void);
int clinux_mount_read_only(const char *_Nonnull path);
int clinux_change_root(const char *_Nonnull path);
int clinux_open_tree(const char *_Nonnull path, bool follows);
int clinux_move_mount(int tree, const char *_Nonnull path);
int clinux_null_standard_descriptors(void);
/// Whether that has opened this one, and it is still /dev/null.
bool clinux_was_closed(int fd);
int clinux_seqpacket(int *_Nonnull first, int *_Nonnull second);
/// A byte with a descriptor over a socket: SCM_RIGHTS of unix(7); the other end gives its copy.
int clinux_send_descriptor(int socket, int fd);
int clinux_receive_descriptor(int socket);
const char *_Nullable clinux_errno_name(int number);
bool clinux_exited(int status);
int clinux_exit_status(int status);
int clinux_killing_signal(int status);
bool clinux_core_dumped(int status);
/// Flushes stdio and ends the process at once, without atexit handlers.
_Noreturn void clinux_exit(int code);
/// Line-buffers stdout, so that nothing is lost when a signal ends the process.
void clinux_line_buffer(void);

// sockets.c: unix(7). A name is a path, or an abstract name where its first byte is @.

/// A process at the other end; 0 where it is in no namespace below the caller's.
typedef struct {
  int32_t pid;
  uint32_t uid, gid;
} clinux_sender;

/// What came with a message.
typedef struct {
  clinux_sender sender;
  bool has_sender;     // with SO_PASSCRED alone
  bool is_cut;         // it was longer than the room for it
  size_t name_length;  // 0 where the sender has no name
  char name[108];
} clinux_message;

int clinux_unix_socket(int type);
int clinux_unix_pair(int type, int *_Nonnull first, int *_Nonnull second);
/// bind(2); the file gets this mode, less the umask.
int clinux_bind(int fd, const char *_Nonnull name, size_t length, unsigned mode);
/// SO_PASSCRED: messages come with their sender.
int clinux_receive_senders(int fd);
/// SO_PEERCRED: who connected, or listened.
int clinux_peer(int fd, clinux_sender *_Nonnull peer);
/// accept4(2), connect(2), sendto(2) and recvmsg(2), which end as those of interruptible.c do. No
/// PIPE is sent; the accepted socket is closed on execve; descriptors that come are closed.
int clinux_accept(int fd);
int clinux_connect(int fd, const char *_Nonnull name, size_t length);
int clinux_send(
    int fd, const void *_Nullable bytes, size_t count, const char *_Nullable name, size_t length);
int clinux_receive(
    int fd, void *_Nullable bytes, size_t count, clinux_message *_Nonnull received);

// terminal.c: ioctl_tty(2).

/// A new pseudoterminal: its controlling end and the terminal itself.
int clinux_open_terminal(int *_Nonnull master, int *_Nonnull terminal);
int clinux_control_terminal(int fd, bool steal);
int clinux_release_terminal(int fd);
int clinux_terminal_size(int fd, uint16_t *_Nonnull rows, uint16_t *_Nonnull columns);
int clinux_set_terminal_size(int fd, uint16_t rows, uint16_t columns);

// privileges.c: capabilities by the kernel's bits, and limits.

/// A resource by the kernel's number; UINT64_MAX is unlimited.
typedef struct {
  int resource;
  uint64_t soft, hard;
} clinux_resource_limit;

int clinux_get_capabilities(
    uint64_t *_Nonnull effective, uint64_t *_Nonnull permitted, uint64_t *_Nonnull inheritable);
int clinux_set_capabilities(uint64_t effective, uint64_t permitted, uint64_t inheritable);
int clinux_in_bounding_set(int capability);
int clinux_drop_from_bounding_set(int capability);
int clinux_in_ambient_set(int capability);
int clinux_set_ambient(int capability, bool raised);
int clinux_clear_ambient_set(void);
int clinux_no_new_privileges(void);
int clinux_forbid_tracing(void);
/// The user ids, or the group ids; UINT32_MAX leaves one as it is.
void clinux_get_ids(
    bool groups, uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
int clinux_set_ids(bool groups, uint32_t real, uint32_t effective, uint32_t saved);
int clinux_get_limit(clinux_resource_limit *_Nonnull limit);
int clinux_set_limit(const clinux_resource_limit *_Nonnull limit);

// timers.c: POSIX timers.

/// Creates a timer that sends a signal with a value; gives its id.
int clinux_timer_create(int clock, int signal, int64_t value);
int clinux_timer_set(int timer, struct timespec first, struct timespec interval);
int clinux_timer_delete(int timer);

// start.c: the words of the command line, which need no /proc; NULL behind the last.

const char *_Nullable clinux_argument(int index);
/// Takes back what was set for the Swift runtime, which commands are not to inherit.
void clinux_restore_environment(void);
/// Removes all variables but those of these names, where they end with _ of such a beginning, also
/// from what /proc/PID/environ shows; false without memory.
bool clinux_keep_environment(char *_Nullable const *_Nonnull names);

// child.c: clone.

/// What a spawned child does before it executes; all prepared, for the child may not allocate.
typedef struct {
  char *_Nullable const *_Nonnull paths;  // where the file may be, in order
  char *_Nullable const *_Nonnull argv;
  char *_Nullable const *_Nonnull envp;
  const char *_Nullable directory;
  const int *_Nonnull descriptors;  // what becomes 0, 1, 2 and so on; -1 keeps
  int *_Nonnull moved;              // room for as many
  int descriptor_count;             // 3 or more
  bool session;
  int terminal;        // becomes the controlling terminal of the new session; -1 for none
  bool foreground;     // its group takes the terminal on descriptor 0
  int group;           // -1 keeps, 0 a group of its own, else the group to join
  uint64_t mask;       // blocked when it executes
  uint64_t ignored;    // set to SIG_IGN
  uint64_t defaults;   // set to SIG_DFL
  int death_signal;    // sent to it when its parent ends; 0 for none
  const clinux_resource_limit *_Nonnull limits;
  int limit_count;
  int64_t user, group_id;  // of the user it runs as; -1 keeps
  int failed_stage;    // out: which step failed
  int failed_errno;    // out
} clinux_spawn_plan;

enum : int {
  clinux_stage_session = 1,
  clinux_stage_group,
  clinux_stage_death,
  clinux_stage_descriptor,
  clinux_stage_terminal,
  clinux_stage_foreground,
  clinux_stage_limit,
  clinux_stage_user,
  clinux_stage_directory,
  clinux_stage_execute,
};

/// Spawns without copying memory: the pid, or a negative errno with the failed stage.
int clinux_spawn(clinux_spawn_plan *_Nonnull plan);
/// clone3(2) with these namespaces and a pidfd; returns as fork does.
int clinux_clone(uint64_t namespaces, int *_Nonnull pidfd);
/// fork(2); the child has none of the parent's records.
int clinux_fork(void);
/// Forks a guardian that waits until `release` is closed, as it is when the caller ends. Then it
/// kills the process behind a pidfd, removes directories, a list ended by NULL, and sets a terminal
/// as it was when the guardian began; -1 for no process or no terminal. Dismissed by a byte sent to
/// `release`, it does the same but kill. Returns its pid.
int clinux_guard(
    int pidfd, char *_Nullable const *_Nonnull directories, int terminal, int *_Nonnull release);
/// Moves the caller, and with CLONE_NEWPID its later children, into namespaces of a process.
int clinux_join(int pidfd, uint64_t namespaces);
/// A file system that is mounted nowhere, by a descriptor: fsopen(2), fsmount(2).
int clinux_mount_detached(const char *_Nonnull type);
/// Sends a signal to a pid in the namespace of the process behind a pidfd, as a process in it.
int clinux_signal_inside(int pidfd, bool user_namespace, int pid, int signal);

// replace.c: execve.

/// Executes in place of this process, with the environment, directory, descriptors, mask and
/// dispositions of the plan; the rest of it is not read. Returns only when that fails, with the errno
/// of execvp(3) or of the failed stage, or EINTR while a record waits; all is as before then.
int clinux_replace(clinux_spawn_plan *_Nonnull plan);

#endif
