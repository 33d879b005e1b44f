// Directories by descriptors.

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "internal.h"

// openat(2)
int clinux_open_directory(int parent, const char *path, bool follows) {
  return clinux_result(
      openat(parent, path, O_PATH | O_DIRECTORY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW)));
}

// openat2(2)
bool clinux_exists_in_root(const char *root, const char *path) {
  int directory = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT};
  int file = (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
  if (file >= 0) close(file);
  close(directory);
  return file >= 0;
}

// statfs(2)
bool clinux_is_control_group(const char *path) {
  struct statfs system;
  return statfs(path, &system) == 0 &&
         (system.f_type == CGROUP_SUPER_MAGIC || system.f_type == CGROUP2_SUPER_MAGIC);
}
