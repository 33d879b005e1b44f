// Signals that tell of input: fcntl(2), and POSIX message queues, mq_overview(7).

#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

// fcntl(2), F_SETOWN, F_SETSIG, O_ASYNC
int clinux_signal_input(int fd, int signal, int pid) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return -errno;
  if (signal == 0) return clinux_result(fcntl(fd, F_SETFL, flags & ~O_ASYNC));
  if (fcntl(fd, F_SETOWN, pid) < 0 || fcntl(fd, F_SETSIG, signal) < 0) return -errno;
  return clinux_result(fcntl(fd, F_SETFL, flags | O_ASYNC));
}

// mq_open(3)
int clinux_queue_open(const char *name) {
  // Small, because the kernel counts the memory of all queues of a user: RLIMIT_MSGQUEUE.
  struct mq_attr attributes = {.mq_maxmsg = 10, .mq_msgsize = 1024};
  return clinux_result(mq_open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600, &attributes));
}

// mq_unlink(3)
int clinux_queue_unlink(const char *name) { return clinux_result(mq_unlink(name)); }

// mq_send(3)
int clinux_queue_send(int queue, const void *bytes, size_t count, unsigned priority) {
  return (int)clinux_interruptible(
      SYS_mq_timedsend, queue, (long)bytes, (long)count, priority, 0, 0);
}

// mq_receive(3)
int clinux_queue_receive(int queue, void *bytes, size_t count) {
  return (int)clinux_interruptible(
      SYS_mq_timedreceive, queue, (long)bytes, (long)count, 0, 0, 0);
}

// mq_notify(3)
int clinux_queue_notify(int queue, int signal, int64_t value) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal};
  event.sigev_value.sival_ptr = (void *)(intptr_t)value;
  return clinux_result(syscall(SYS_mq_notify, queue, signal == 0 ? NULL : &event));
}
