// unix(7). A name is a path, or an abstract name if its first byte is @.

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "internal.h"

/// Writes the address of a name. Returns its size, or a negative errno.
static int make_address(struct sockaddr_un *address, const char *name, size_t length) {
  const int start = offsetof(struct sockaddr_un, sun_path);
  bool is_abstract = length > 0 && name[0] == '@';
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  if (length == 0) return -ENOENT;
  // A path ends with a zero byte. An abstract name begins with one and may fill the rest.
  if (length > sizeof address->sun_path - !is_abstract) return -ENAMETOOLONG;
  memcpy(address->sun_path, name, length);
  if (is_abstract) address->sun_path[0] = 0;
  return start + (int)length + !is_abstract;
}

// socket(2)
int clinux_unix_socket(int type) {
  return clinux_result(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
}

// socketpair(2)
int clinux_unix_pair(int type, int *first, int *second) {
  int pair[2];
  if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  *first = pair[0];
  *second = pair[1];
  return 0;
}

// bind(2)
int clinux_bind(int fd, const char *name, size_t length, unsigned mode) {
  struct sockaddr_un address;
  int size = make_address(&address, name, length);
  if (size < 0) return size;
  // bind(2) copies the mode of the socket to the file, which never has another one.
  if (fchmod(fd, mode) < 0) return -errno;
  return clinux_result(bind(fd, (struct sockaddr *)&address, (socklen_t)size));
}

// SO_PASSCRED of unix(7)
int clinux_receive_senders(int fd) {
  int on = 1;
  return clinux_result(setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
}

// socketpair(2)
int clinux_seqpacket(int *first, int *second) {
  int result = clinux_unix_pair(SOCK_SEQPACKET, first, second);
  // A new socket takes this option in any case.
  return result < 0 ? result : clinux_receive_senders(*first);
}

// SO_PEERCRED of unix(7)
int clinux_peer(int fd, clinux_sender *peer) {
  struct ucred credentials;
  socklen_t size = sizeof credentials;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0) return -errno;
  *peer = (clinux_sender){credentials.pid, credentials.uid, credentials.gid};
  return 0;
}

// accept4(2)
int clinux_accept(int fd) {
  return (int)clinux_interruptible(SYS_accept4, fd, 0, 0, SOCK_CLOEXEC, 0, 0);
}

// connect(2)
int clinux_connect(int fd, const char *name, size_t length) {
  struct sockaddr_un address;
  int size = make_address(&address, name, length);
  if (size < 0) return size;
  return (int)clinux_interruptible(SYS_connect, fd, (long)&address, size, 0, 0, 0);
}

// sendto(2)
int clinux_send(int fd, const void *bytes, size_t count, const char *name, size_t length) {
  struct sockaddr_un address;
  int size = name ? make_address(&address, name, length) : 0;
  if (size < 0) return size;
  return (int)clinux_interruptible(
      SYS_sendto, fd, (long)bytes, (long)count, MSG_NOSIGNAL, name ? (long)&address : 0, size);
}

/// Reads the sender from the control data of a message, and closes descriptors sent with it.
static void read_control(struct msghdr *message, clinux_message *received) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
    if (part->cmsg_level != SOL_SOCKET) continue;
    if (part->cmsg_type == SCM_CREDENTIALS) {
      struct ucred credentials;
      memcpy(&credentials, CMSG_DATA(part), sizeof credentials);
      received->has_sender = true;
      received->sender = (clinux_sender){credentials.pid, credentials.uid, credentials.gid};
    } else if (part->cmsg_type == SCM_RIGHTS) {
      size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      for (size_t i = 0; i < count; i++) {
        int fd;
        memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
        close(fd);
      }
    }
  }
}

/// Writes the name of an address in the form that bind takes.
static void read_name(const struct sockaddr_un *address, socklen_t size, clinux_message *received) {
  const socklen_t start = offsetof(struct sockaddr_un, sun_path);
  // The address of an unnamed socket is only its family.
  if (size <= start) return;
  bool is_abstract = address->sun_path[0] == 0;
  received->name_length = is_abstract ? size - start : strnlen(address->sun_path, size - start);
  memcpy(received->name, address->sun_path, received->name_length);
  if (is_abstract) received->name[0] = '@';
}

// recvmsg(2)
int clinux_receive(int fd, void *bytes, size_t count, clinux_message *received) {
  struct sockaddr_un address = {0};
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(struct ucred))];
  } control;
  struct iovec place = {.iov_base = bytes, .iov_len = count};
  struct msghdr message = {
      .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &place, .msg_iovlen = 1,
      .msg_control = &control, .msg_controllen = sizeof control};
  *received = (clinux_message){0};
  int length = (int)clinux_interruptible(
      SYS_recvmsg, fd, (long)&message, MSG_CMSG_CLOEXEC, 0, 0, 0);
  if (length < 0) return length;
  read_control(&message, received);
  read_name(&address, message.msg_namelen, received);
  received->is_cut = message.msg_flags & MSG_TRUNC;
  return length;
}
