// POSIX timers, identified by the kernel's numbers; those of glibc are pointers.

#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

// timer_create(2)
int clinux_timer_create(int clock, int signal, int64_t value) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal};
  event.sigev_value.sival_ptr = (void *)(intptr_t)value;
  int timer;
  return syscall(SYS_timer_create, clock, &event, &timer) < 0 ? -errno : timer;
}

// timer_settime(2)
int clinux_timer_set(int timer, struct timespec first, struct timespec interval) {
  struct itimerspec times = {.it_interval = interval, .it_value = first};
  return clinux_result(syscall(SYS_timer_settime, timer, 0, &times, NULL));
}

// timer_delete(2)
int clinux_timer_delete(int timer) { return clinux_result(syscall(SYS_timer_delete, timer)); }
