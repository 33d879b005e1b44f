// Entering namespaces, and preparing the users and the network of new ones.

#include <fcntl.h>
#include <linux/nsfs.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

// setns(2)
int clinux_join(int pidfd, uint64_t namespaces) {
  return clinux_result(setns(pidfd, (int)namespaces));
}

int clinux_join_files(const int *files, int count) {
  // The privilege over a namespace is one of the user namespace that owns it: of the caller's, the
  // owner's or the last one.
  int owner = ioctl(files[0], NS_GET_USERNS);
  if (owner >= 0) {
    if (setns(owner, CLONE_NEWUSER) < 0) {}
    close(owner);
  }
  uint64_t joined = 0;
  for (int pass = 0; pass < 2; pass++)
    for (int file = 0; file < count; file++) {
      if (joined >> file & 1) continue;
      // EINVAL: the caller is in that user namespace.
      if (setns(files[file], 0) == 0 ||
          (errno == EINVAL && ioctl(files[file], NS_GET_NSTYPE) == CLONE_NEWUSER))
        joined |= UINT64_C(1) << file;
      else if (pass)
        return -errno;
    }
  return 0;
}

// unshare(2)
int clinux_unshare(uint64_t namespaces) { return clinux_result(unshare((int)namespaces)); }

/// What the holder does. It shares the caller's memory, so it makes system calls only.
struct holding {
  int namespaces, ready;
  const char *file, *text;
};

static int hold(void *opaque) {
  const struct holding *holding = opaque;
  unsigned char error = 0;
  // A setting of the new user namespace can be written only from inside.
  int file = holding->file ? open(holding->file, O_WRONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    size_t length = 0;
    while (holding->text[length]) length++;
    if (write(file, holding->text, length) < 0) {}
    // An open file would keep its mount writable.
    close(file);
  }
  if (write(holding->ready, &error, 1) < 0) _exit(1);
  if (unshare(holding->namespaces) < 0) error = (unsigned char)errno;
  if (write(holding->ready, &error, 1) < 0) _exit(1);
  while (true) ppoll(NULL, 0, NULL, NULL);
}

int clinux_hold_namespaces(uint64_t namespaces, const char *file, const char *text, int *ready) {
  // They stay in use after this function has returned.
  static _Alignas(16) char stack[16384];
  static struct holding holding;
  int pair[2];
  if (pipe2(pair, O_CLOEXEC) < 0) return -errno;
  holding = (struct holding){
      .namespaces = (int)(namespaces & ~(uint64_t)CLONE_NEWUSER), .ready = pair[1], .file = file,
      .text = text};
  // Without an exit signal, so that the caller gets no CHLD.
  int pid = clone(hold, stack + sizeof stack, CLONE_VM | CLONE_NEWUSER, &holding);
  int error = errno;
  close(pair[1]);
  if (pid < 0) {
    close(pair[0]);
    return -error;
  }
  *ready = pair[0];
  return pid;
}

int clinux_namespaces_held(int ready) {
  unsigned char error;
  ssize_t count;
  while ((count = read(ready, &error, 1)) < 0 && errno == EINTR) {}
  return count == 1 ? -error : count < 0 ? -errno : -ESRCH;
}

void clinux_release_namespaces(int pid) { kill(pid, SIGKILL); }

void clinux_reap_holder(int pid) {
  while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {}
}

// netdevice(7), SIOCSIFFLAGS
int clinux_loopback_up(void) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int done = clinux_result(ioctl(fd, SIOCSIFFLAGS, &request));
  close(fd);
  return done;
}
