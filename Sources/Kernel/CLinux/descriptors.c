// Creating, duplicating, closing and passing file descriptors.

#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "internal.h"

/// Which of the standard descriptors were closed when clinux_null_standard_descriptors was
/// called.
static bool was_closed[3];

// close_range(2)
int clinux_close_range(unsigned first, unsigned last) {
  return clinux_result(syscall(SYS_close_range, first, last, 0));
}

// fcntl(2), F_DUPFD_CLOEXEC
int clinux_duplicate(int fd, int least) {
  return clinux_result(fcntl(fd, F_DUPFD_CLOEXEC, least));
}

// kcmp(2)
int clinux_compare_files(int first, int second) {
  pid_t self = getpid();
  return clinux_result(syscall(SYS_kcmp, self, self, 0 /* KCMP_FILE */, first, second));
}

// memfd_create(2)
int clinux_memory_file(void) {
  int descriptor = memfd_create("output", MFD_CLOEXEC);
  return descriptor < 0 || fcntl(descriptor, F_SETFL, O_APPEND) < 0 ? -errno : descriptor;
}

// open(2)
int clinux_null_standard_descriptors(void) {
  for (int fd = 0; fd < 3; fd++) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    if (open("/dev/null", O_RDWR) != fd) return -errno;
    was_closed[fd] = true;
  }
  return 0;
}

bool clinux_was_closed(int fd) {
  struct stat file;
  // Another file may have taken its place since.
  return fd >= 0 && fd < 3 && was_closed[fd] && fstat(fd, &file) == 0 && S_ISCHR(file.st_mode) &&
         file.st_rdev == makedev(1, 3);
}

// statfs(2), PIPEFS_MAGIC
bool clinux_is_anonymous_pipe(int fd) {
  struct statfs information;
  return fstatfs(fd, &information) == 0 && information.f_type == PIPEFS_MAGIC;
}

union rights {
  struct cmsghdr header;
  char space[CMSG_SPACE(sizeof(int))];
};

// sendmsg(2)
int clinux_send_descriptor(int socket, int fd) {
  union rights rights = {.header = {
      .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)}};
  memcpy(CMSG_DATA(&rights.header), &fd, sizeof fd);
  struct iovec byte = {.iov_base = "", .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
  return clinux_result(sendmsg(socket, &message, MSG_NOSIGNAL));
}

// recvmsg(2)
int clinux_receive_descriptor(int socket) {
  // A socket that asks for senders gets them first.
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(sizeof(int))];
  } rights;
  char byte;
  struct iovec place = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &place, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
  ssize_t count;
  // If the peer closed with unread messages, the kernel reports ECONNRESET once, before its data.
  do count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && (errno == EINTR || errno == ECONNRESET));
  if (count < 0) return -errno;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  while (header && header->cmsg_type != SCM_RIGHTS) header = CMSG_NXTHDR(&message, header);
  if (!header) return -EBADMSG;
  int fd;
  memcpy(&fd, CMSG_DATA(header), sizeof fd);
  return fd;
}

// recvmsg(2)
ssize_t clinux_receive_from(int socket, void *buffer, size_t size, int *sender) {
  // No room for descriptors: the kernel drops those that a message carries.
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(struct ucred))];
  } control;
  struct iovec place = {.iov_base = buffer, .iov_len = size};
  struct msghdr message = {.msg_iov = &place, .msg_iovlen = 1, .msg_control = &control,
      .msg_controllen = sizeof control};
  ssize_t count;
  do count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && (errno == EINTR || errno == ECONNRESET));
  *sender = 0;
  struct cmsghdr *header = count < 0 ? NULL : CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_type == SCM_CREDENTIALS) {
    struct ucred credentials;
    memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
    *sender = credentials.pid;
  }
  return count;
}
