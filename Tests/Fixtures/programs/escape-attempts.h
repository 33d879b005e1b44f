// What the attempts of escape-attempts.c use, and the table that they are added to.
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { through = 0, refused = 1, unavailable = 75 };
#define NS(call, ...) syscall(SYS_##call __VA_OPT__(, ) __VA_ARGS__)

/// A call that has to succeed.
static int done(long result) {
  if (result < 0) fprintf(stderr, "%s\n", strerrorname_np(errno));
  return result < 0 ? refused : through;
}

/// A call with arguments that cannot succeed: any other error shows that the kernel looked at them.
static int reached(long result) {
  if (result < 0) fprintf(stderr, "%s\n", strerrorname_np(errno));
  return result < 0 && (errno == EPERM || errno == ENOSYS || errno == EACCES) ? refused : through;
}

static int opens(const char *path, int flags) {
  int descriptor = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) fprintf(stderr, "not there: ");
  return done(descriptor);
}

static int present(const char *path) { return access(path, F_OK) == 0; }

/// Reads at least one byte.
static int reads(const char *path) {
  int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  char byte;
  if (descriptor < 0) return done(-1);
  return read(descriptor, &byte, 1) == 1 || errno == EAGAIN ? through : refused;
}

/// A child that waits for ever, for attempts on another process of the same user.
static pid_t sleeper(void) {
  pid_t parent = getpid(), child = fork();
  if (child) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  while (getppid() == parent) pause();
  _exit(0);
}

static int clone_with(unsigned long flags) {
  long child = NS(clone, flags | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) _exit(0);
  if (child > 0) waitpid((pid_t)child, NULL, 0);
  return done(child);
}

static int family(int number, int type) {
  int descriptor = socket(number, type, 0);
  if (descriptor < 0) fprintf(stderr, "%s\n", strerrorname_np(errno));
  return descriptor >= 0 || (errno != EAFNOSUPPORT && errno != EPERM) ? through : refused;
}

static int terminal(unsigned long command, void *argument) {
  int master = open("/dev/ptmx", O_RDWR | O_NOCTTY), unlock = 0;
  if (master < 0 || ioctl(master, TIOCSPTLCK, &unlock) < 0) return unavailable;
  int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
  if (slave < 0) return unavailable;
  // Only one's own terminal takes input.
  setsid();
  ioctl(slave, TIOCSCTTY, 0);
  return reached(NS(ioctl, slave, command, argument));
}

static int connects_abstract(const char *name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  strncpy(address.sun_path + 1, name, sizeof address.sun_path - 2);
  return done(connect(
      descriptor, (void *)&address,
      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name))));
}

static struct {
  const char *name;
  int (*attempt)(void);
} attempts[256];
static size_t count;

/// Adds the function that follows to the table.
#define ATTEMPT(function)                                                        \
  static int try_##function(void);                                               \
  __attribute__((constructor)) static void add_##function(void) {                \
    attempts[count].name = #function;                                            \
    attempts[count++].attempt = try_##function;                                  \
  }                                                                              \
  static int try_##function(void)
#define ATTEMPT_HOST ATTEMPT
