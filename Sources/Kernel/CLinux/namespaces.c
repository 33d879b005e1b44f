// Entering namespaces, and preparing the mounts and the network of a new one.

#include <fcntl.h>
#include <linux/mount.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

// setns(2)
int clinux_join(int pidfd, uint64_t namespaces) {
  return clinux_result(setns(pidfd, (int)namespaces));
}

// mount_setattr(2)
int clinux_mount_read_only(const char *path) {
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
  return clinux_result(
      syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes));
}

// open_tree(2)
int clinux_open_tree(const char *path, bool follows) {
  return clinux_result(syscall(
      SYS_open_tree, AT_FDCWD, path,
      OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | (follows ? 0 : AT_SYMLINK_NOFOLLOW)));
}

// move_mount(2)
int clinux_move_mount(int tree, const char *path) {
  return clinux_result(
      syscall(SYS_move_mount, tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH));
}

// fsopen(2), fsmount(2)
int clinux_mount_detached(const char *type) {
  int context = clinux_result(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC));
  if (context < 0) return context;
  int root =
      clinux_result(syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0));
  if (root == 0) root = clinux_result(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0));
  close(context);
  return root;
}

// pivot_root(2), which here stacks the old root on the new one until it is unmounted
int clinux_change_root(const char *path) {
  if (chdir(path) < 0 || syscall(SYS_pivot_root, ".", ".") < 0 ||
      syscall(SYS_umount2, ".", 2 /* MNT_DETACH */) < 0)
    return -errno;
  return clinux_result(chdir("/"));
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
