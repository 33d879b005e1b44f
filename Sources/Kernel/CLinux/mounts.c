// Copying, making and changing mounts.

#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

// openat2(2)
int clinux_open_place(const char *path) {
  struct open_how how = {
      .flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  return clinux_result(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
}

// mount_setattr(2)
int clinux_change_mount(int fd, const char *path, uint64_t attributes, int user_namespace) {
  struct mount_attr change = {.attr_set = attributes};
  if (user_namespace >= 0) {
    change.attr_set |= MOUNT_ATTR_IDMAP;
    change.userns_fd = (uint64_t)user_namespace;
  }
  return clinux_result(syscall(
      SYS_mount_setattr, fd, path, AT_RECURSIVE | AT_EMPTY_PATH, &change, sizeof change));
}

// open_tree(2)
int clinux_open_tree(int fd, const char *path, bool follows, bool is_recursive) {
  return clinux_result(syscall(
      SYS_open_tree, fd, path,
      OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | (is_recursive ? AT_RECURSIVE : 0) |
          (follows ? 0 : AT_SYMLINK_NOFOLLOW)));
}

// move_mount(2)
int clinux_move_mount(int tree, int fd, const char *path) {
  return clinux_result(syscall(
      SYS_move_mount, tree, "", fd, path, MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH));
}

// fsopen(2), fsconfig(2), fsmount(2)
int clinux_mount_detached(
    const char *type, const char *const *options, uint64_t attributes) {
  int context = clinux_result(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC));
  if (context < 0) return context;
  int done = 0;
  for (; done == 0 && *options; options += 2)
    done = clinux_result(
        syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, options[0], options[1], 0));
  if (done == 0)
    done = clinux_result(syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0));
  if (done == 0)
    done = clinux_result(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes));
  close(context);
  return done;
}

// pivot_root(2), which here stacks the old root on the new one until it is unmounted
int clinux_change_root(const char *path) {
  if (chdir(path) < 0 || syscall(SYS_pivot_root, ".", ".") < 0 ||
      syscall(SYS_umount2, ".", MNT_DETACH) < 0)
    return -errno;
  return clinux_result(chdir("/"));
}
