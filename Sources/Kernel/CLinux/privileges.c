// Capabilities, user IDs and resource limits, in the kernel's numbers.

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

// capget(2)
int clinux_get_capabilities(uint64_t *effective, uint64_t *permitted, uint64_t *inheritable) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &header, data) < 0) return -errno;
  *effective = (uint64_t)data[1].effective << 32 | data[0].effective;
  *permitted = (uint64_t)data[1].permitted << 32 | data[0].permitted;
  *inheritable = (uint64_t)data[1].inheritable << 32 | data[0].inheritable;
  return 0;
}

// capset(2)
int clinux_set_capabilities(uint64_t effective, uint64_t permitted, uint64_t inheritable) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2] = {
      {(uint32_t)effective, (uint32_t)permitted, (uint32_t)inheritable},
      {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32)},
  };
  return clinux_result(syscall(SYS_capset, &header, data));
}

// prctl(2), PR_CAPBSET_READ; fails with EINVAL for a capability that the kernel does not know
int clinux_in_bounding_set(int capability) {
  return clinux_result(prctl(PR_CAPBSET_READ, capability, 0, 0, 0));
}

// prctl(2), PR_CAPBSET_DROP
int clinux_drop_from_bounding_set(int capability) {
  return clinux_result(prctl(PR_CAPBSET_DROP, capability, 0, 0, 0));
}

// prctl(2), PR_CAP_AMBIENT_IS_SET
int clinux_in_ambient_set(int capability) {
  return clinux_result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0));
}

// prctl(2), PR_CAP_AMBIENT_RAISE, PR_CAP_AMBIENT_LOWER
int clinux_set_ambient(int capability, bool raised) {
  int operation = raised ? PR_CAP_AMBIENT_RAISE : PR_CAP_AMBIENT_LOWER;
  return clinux_result(prctl(PR_CAP_AMBIENT, operation, capability, 0, 0));
}

// prctl(2), PR_CAP_AMBIENT_CLEAR_ALL
int clinux_clear_ambient_set(void) {
  return clinux_result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
}

// prctl(2), PR_SET_NO_NEW_PRIVS
int clinux_no_new_privileges(void) {
  return clinux_result(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

// prctl(2), PR_SET_DUMPABLE
int clinux_allow_tracing(bool allowed) { return clinux_result(prctl(PR_SET_DUMPABLE, allowed)); }

// prlimit(2)
int clinux_get_limit(clinux_resource_limit *limit) {
  struct rlimit64 value;
  if (syscall(SYS_prlimit64, 0, limit->resource, NULL, &value) < 0) return -errno;
  limit->soft = value.rlim_cur;
  limit->hard = value.rlim_max;
  return 0;
}

// prlimit(2)
int clinux_set_limit(const clinux_resource_limit *limit) {
  struct rlimit64 value = {limit->soft, limit->hard};
  return clinux_result(syscall(SYS_prlimit64, 0, limit->resource, &value, NULL));
}

// getresuid(2), getresgid(2)
void clinux_get_ids(bool groups, uint32_t *real, uint32_t *effective, uint32_t *saved) {
  if (groups) getresgid(real, effective, saved);
  else getresuid(real, effective, saved);
}

// setresuid(2), setresgid(2)
int clinux_set_ids(bool groups, uint32_t real, uint32_t effective, uint32_t saved) {
  return clinux_result(
      groups ? setresgid(real, effective, saved) : setresuid(real, effective, saved));
}
