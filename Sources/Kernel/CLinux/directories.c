// Directories by descriptors.

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include "internal.h"

// openat(2)
int clinux_open_directory(int parent, const char *path, bool follows) {
  return clinux_result(
      openat(parent, path, O_PATH | O_DIRECTORY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW)));
}

// statfs(2)
bool clinux_is_control_group(const char *path) {
  struct statfs system;
  return statfs(path, &system) == 0 &&
         (system.f_type == CGROUP_SUPER_MAGIC || system.f_type == CGROUP2_SUPER_MAGIC);
}
