// Creating, replacing and reaping processes, and their privileges.
#ifndef CLINUX_PROCESSES_H
#define CLINUX_PROCESSES_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// privileges.c: capabilities in the kernel's bits, and limits.

/// A resource by the kernel's number. UINT64_MAX means unlimited.
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
int clinux_allow_tracing(bool allowed);
/// The user IDs, or the group IDs if `groups`.
void clinux_get_ids(
    bool groups, uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
/// Sets the user IDs, or the group IDs if `groups`. UINT32_MAX leaves an ID unchanged.
int clinux_set_ids(bool groups, uint32_t real, uint32_t effective, uint32_t saved);
int clinux_get_limit(clinux_resource_limit *_Nonnull limit);
int clinux_set_limit(const clinux_resource_limit *_Nonnull limit);

// landlock.c

/// Forbids the caller and its children connections to abstract sockets of other processes. Needs Linux
/// 6.12, and no new privileges.
int clinux_forbid_outer_sockets(void);

// start.c: arguments and environment without /proc.

/// Returns an argument of the command line, or NULL after the last one.
const char *_Nullable clinux_argument(int index);
/// Removes SWIFT_ROOT if it was set only for the Swift runtime, so that commands do not inherit it.
void clinux_restore_environment(void);
/// Removes all variables except those with these names, also from /proc/PID/environ. A name that ends
/// with _ keeps all variables that begin with it. Returns false if there is not enough memory.
bool clinux_keep_environment(char *_Nullable const *_Nonnull names);

// processes.c

/// Reaps a child that has ended, without waiting. Returns its PID and its status of wait(2), or 0 if
/// none has ended.
int clinux_reap(int *_Nonnull status);
int clinux_pidfd_open(int pid);
/// The wait status of a process that has ended and was reaped, by whomever. Fails with EAGAIN before
/// that, with ENOTTY or EINVAL on kernels before 6.15.
int clinux_pidfd_wait_status(int pidfd, int *_Nonnull status);
int clinux_parent_death_signal(int signal);
/// Returns the number of the signal, or 0 for none.
int clinux_get_parent_death_signal(void);
int clinux_child_subreaper(bool set);
int clinux_is_child_subreaper(void);
/// Tries in a PID namespace whether PID 1 survives a fatal signal that its main thread blocks and
/// another thread does not. Returns 1 or 0, or a negative errno if it cannot be tried.
int clinux_protects_threaded_init(void);
const char *_Nullable clinux_errno_name(int number);
bool clinux_exited(int status);
int clinux_exit_status(int status);
int clinux_killing_signal(int status);
bool clinux_core_dumped(int status);
/// Flushes stdio and ends the process without running atexit(3) functions.
_Noreturn void clinux_exit(int code);
/// Makes stdout line-buffered, so that no line is lost when a signal kills the process.
void clinux_line_buffer(void);

// child.c: clone.

/// What a spawned child does before it executes. Everything is prepared, because the child must not
/// allocate memory.
typedef struct {
  char *_Nullable const *_Nonnull paths;  // the candidates for the executable, in order
  char *_Nullable const *_Nonnull argv;
  char *_Nullable const *_Nonnull envp;
  const char *_Nullable directory;
  const int *_Nonnull descriptors;  // become 0, 1, 2 and so on; -1 keeps one as it is
  int *_Nonnull moved;              // room for as many
  int descriptor_count;             // 3 or more
  bool session;
  int terminal;        // becomes the controlling terminal of the new session; -1 for none
  bool foreground;     // makes the child's group the foreground group of the terminal on 0
  int group;           // the process group to join; 0 for a new one, -1 for that of the parent
  uint64_t mask;       // blocked when it executes
  uint64_t ignored;    // set to SIG_IGN
  uint64_t defaults;   // set to SIG_DFL
  int death_signal;    // sent to the child when its parent ends; 0 for none
  const clinux_resource_limit *_Nonnull limits;
  int limit_count;
  int64_t user, group_id;  // of the user it runs as; -1 keeps
  int failed_stage;    // out: the step that failed
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

/// Spawns a child without copying memory. Returns its PID, or a negative errno with the failed stage
/// in the plan.
int clinux_spawn(clinux_spawn_plan *_Nonnull plan);
/// clone3(2) with new namespaces and a pidfd. Returns like fork(2).
int clinux_clone(uint64_t namespaces, int *_Nonnull pidfd);

// fork.c

/// fork(2). The child has none of the parent's records.
int clinux_fork(void);
/// Has the kernel reap children as soon as they end, even while this process is stopped. CHLD still
/// tells how the first of them ended; it must be blocked.
void clinux_reap_automatically(void);
/// Forks a guardian, which waits until `release` is closed, at the latest when the caller ends. Then
/// it kills the process of a pidfd, restores the terminal's present state, and removes directories.
/// A byte sent to `release` dismisses it: it then does the same, except that it does not kill. Its
/// caller sends `clinux_dismissed` or, if others use the terminal meanwhile,
/// `clinux_dismissed_in_background`.
///
/// The guardian has a second one, which does the same if the first is killed.
///
/// `pidfd` and `terminal` may be -1. `directories` ends with NULL. Returns the PID of the guardian.
/// `release` is at its end once the guardian has ended.
int clinux_guard(
    int pidfd, char *_Nullable const *_Nonnull directories, int terminal, int *_Nonnull release);
enum : unsigned char { clinux_dismissed = 1, clinux_dismissed_in_background };
/// Sends a signal to a PID in the namespace of a process, from a process in that namespace.
///
/// Fails with ETIMEDOUT if a process of the namespace holds up the sender, ECANCELED if one kills it,
/// and EINTR if TERM, INT, HUP or QUIT is blocked and pending.
///
/// `files` are the namespaces to join. If there are none, those of `pidfd` are joined: the PID
/// namespace, and the user namespace if `user_namespace` is set.
int clinux_signal_inside(
    int pidfd, const int *_Nonnull files, int count, bool user_namespace, int pid, int signal,
    int milliseconds);

// replace.c: execve.

/// Executes a command in place of this process. Of the plan, only the paths, argv, envp, directory,
/// descriptors, mask and dispositions are used.
///
/// Returns only on failure, with everything restored: the errno of execvp(3) or of the failed stage, or
/// EINTR while a record waits.
int clinux_replace(clinux_spawn_plan *_Nonnull plan);

// threads.c: a process of threads.

typedef struct {
  uint64_t mask;
  bool exits;  // ends at once
} clinux_thread;

/// Turns the caller, a forked child, into a process with these threads, the first of which is its main
/// thread. Each writes its index and its ID, 32 bits each, to `ready`, which the last one closes.
_Noreturn void clinux_become_threads(const clinux_thread *_Nonnull threads, int count, int ready);

#endif
