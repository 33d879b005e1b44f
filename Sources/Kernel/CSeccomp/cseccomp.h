// libseccomp, for the numbers of system calls, and the kernel's own filters: seccomp(2).
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

/// What seccomp_arch_native returns on x86_64.
static const uint32_t cseccomp_x86_64 = SCMP_ARCH_X86_64;

/// Loads a filter into the caller. Returns 0 or a negative errno.
static inline int cseccomp_load(struct sock_filter *instructions, unsigned short count) {
  struct sock_fprog program = {.len = count, .filter = instructions};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? -errno : 0;
}
