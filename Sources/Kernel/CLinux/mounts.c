// Copying, making and changing mounts.

#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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

/// A file that is to be mounted again, and the result.
struct detaching {
  int file, mount, error;
  char path[4096];
};

static const uint64_t harmless = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;

/// Makes the mount; of a file by its path, checks that it is the same file.
static int detach(void *opaque) {
  struct detaching *detaching = opaque;
  const char *path = detaching->path;
  int mount = clinux_open_tree(*path ? AT_FDCWD : detaching->file, path, false, false);
  if (mount >= 0) {
    struct stat wanted, found;
    int error = clinux_change_mount(mount, "", harmless, -1);
    if (error == 0 && (fstat(detaching->file, &wanted) < 0 || fstat(mount, &found) < 0))
      error = -errno;
    if (error == 0 && (wanted.st_dev != found.st_dev || wanted.st_ino != found.st_ino))
      error = -ESTALE;
    if (error < 0) {
      close(mount);
      mount = error;
    }
  }
  detaching->mount = mount;
  return 0;
}

int clinux_mount_read_only_again(int file) {
  struct detaching detaching = {.file = file, .path = ""};
  detach(&detaching);
  if (detaching.mount != -EPERM) return detaching.mount;
  // Without privileges: in a user namespace, whose mounts are copies of those that have the file.
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, detaching.path, sizeof detaching.path - 1);
  if (length <= 0) return -errno;
  detaching.path[length] = 0;
  _Alignas(16) char stack[16384];
  int pid = clone(
      detach, stack + sizeof stack,
      CLONE_VM | CLONE_VFORK | CLONE_FILES | CLONE_NEWUSER | CLONE_NEWNS, &detaching);
  if (pid < 0) return -errno;
  while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {}
  return detaching.mount;
}

int clinux_execute_read_only(char *const *argv, char *const *envp) {
  int file = open("/proc/self/exe", O_PATH | O_CLOEXEC);
  if (file < 0) return -errno;
  int mount = clinux_mount_read_only_again(file);
  close(file);
  if (mount < 0) return mount;
  return clinux_result(syscall(SYS_execveat, mount, "", argv, envp, AT_EMPTY_PATH));
}
