// Calls on this process and its children.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

// wait4(2)
int clinux_reap(int *status) {
  return clinux_result(syscall(SYS_wait4, -1, status, WNOHANG, NULL));
}

// pidfd_open(2)
int clinux_pidfd_open(int pid) { return clinux_result(syscall(SYS_pidfd_open, pid, 0)); }

// ioctl_pidfd(2), PIDFD_GET_INFO with PIDFD_INFO_EXIT
int clinux_pidfd_wait_status(int pidfd, int *status) {
  const uint64_t has_exit = 8;
  struct {
    uint64_t mask, control_group;
    uint32_t ids[11];
    int32_t exit_code;
  } info = {.mask = has_exit};
  int done = clinux_result(ioctl(pidfd, _IOWR(0xff, 11, info), &info));
  if (done < 0) return done;
  if (!(info.mask & has_exit)) return -EAGAIN;
  *status = info.exit_code;
  return 0;
}

// prctl(2), PR_SET_PDEATHSIG
int clinux_parent_death_signal(int signal) {
  return clinux_result(prctl(PR_SET_PDEATHSIG, signal));
}

// prctl(2), PR_GET_PDEATHSIG
int clinux_get_parent_death_signal(void) {
  int signal = 0;
  int done = clinux_result(prctl(PR_GET_PDEATHSIG, &signal));
  return done < 0 ? done : signal;
}

// prctl(2), PR_SET_CHILD_SUBREAPER
int clinux_child_subreaper(bool set) { return clinux_result(prctl(PR_SET_CHILD_SUBREAPER, set)); }

// prctl(2), PR_GET_CHILD_SUBREAPER
int clinux_is_child_subreaper(void) {
  int set = 0;
  int done = clinux_result(prctl(PR_GET_CHILD_SUBREAPER, &set));
  return done < 0 ? done : set;
}

// strerrorname_np(3)
const char *clinux_errno_name(int number) { return strerrorname_np(number); }

// The macros of wait(2)
bool clinux_exited(int status) { return WIFEXITED(status); }
int clinux_exit_status(int status) { return WEXITSTATUS(status); }
int clinux_killing_signal(int status) { return WTERMSIG(status); }
bool clinux_core_dumped(int status) { return WCOREDUMP(status); }

// fflush(3), _exit(2)
void clinux_exit(int code) {
  fflush(NULL);
  _exit(code);
}

// setvbuf(3)
void clinux_line_buffer(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
