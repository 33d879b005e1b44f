// Real faults: the processor raises them, and the kernel forces the signal. A fault that is not
// caught kills even PID 1.

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

/// Raises a fault. `kind` 0 stores to the address, 1 divides by zero, 2 executes an undefined
/// instruction, 3 executes a breakpoint.
extern void clinux_fault_at(long kind, void *address);

#if defined(__x86_64__)
__asm__(
    ".pushsection .text\n"
    ".globl clinux_fault_at, clinux_fault_begin, clinux_fault_end, clinux_halt\n"
    ".hidden clinux_fault_begin, clinux_fault_end\n"
    ".type clinux_fault_at, @function\n"
    "clinux_fault_at:\n"
    "  mov $1, %eax\n"
    "  xor %edx, %edx\n"
    "  xor %ecx, %ecx\n"
    "  cmp $1, %edi\n"
    "  je 1f\n"
    "  cmp $2, %edi\n"
    "  je 2f\n"
    "  cmp $3, %edi\n"
    "  je 3f\n"
    "clinux_fault_begin:\n"
    "  movb $0, (%rsi)\n"
    "  ret\n"
    "1: idivl %ecx\n"
    "  ret\n"
    "2: ud2\n"
    "3: int3\n"
    "clinux_fault_end:\n"
    "  ret\n"
    ".size clinux_fault_at, . - clinux_fault_at\n"
    ".type clinux_halt, @function\n"
    "clinux_halt:\n"
    "  hlt\n"
    "  ret\n"
    ".size clinux_halt, . - clinux_halt\n"
    ".popsection\n");
#elif defined(__aarch64__)
__asm__(
    ".pushsection .text\n"
    ".globl clinux_fault_at, clinux_fault_begin, clinux_fault_end, clinux_halt\n"
    ".hidden clinux_fault_begin, clinux_fault_end\n"
    ".type clinux_fault_at, %function\n"
    "clinux_fault_at:\n"
    "  cmp x0, #2\n"
    "  b.eq 2f\n"
    "  cmp x0, #3\n"
    "  b.eq 3f\n"
    "clinux_fault_begin:\n"
    "  strb wzr, [x1]\n"
    "  ret\n"
    "2: udf #0\n"
    "3: brk #0\n"
    "clinux_fault_end:\n"
    "  ret\n"
    ".size clinux_fault_at, . - clinux_fault_at\n"
    ".type clinux_halt, %function\n"
    "clinux_halt:\n"
    "  hlt #0\n"
    "  ret\n"
    ".size clinux_halt, . - clinux_halt\n"
    ".popsection\n");
#endif

/// Writes to a page that is mapped from beyond the end of a file, which is a bus error.
static int bus_error(void) {
  int fd = memfd_create("empty", MFD_CLOEXEC);
  if (fd < 0) return -errno;
  long size = sysconf(_SC_PAGESIZE);
  void *page = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  int error = errno;
  close(fd);
  if (page == MAP_FAILED) return -error;
  clinux_fault_at(0, page);
  munmap(page, (size_t)size);
  return 0;
}

int clinux_fault(int signal) {
  switch (signal) {
  case SIGBUS: return bus_error();
  case SIGSEGV: clinux_fault_at(0, NULL); return 0;
#if defined(__x86_64__)
  case SIGFPE: clinux_fault_at(1, NULL); return 0;
#endif
  case SIGILL: clinux_fault_at(2, NULL); return 0;
  case SIGTRAP: clinux_fault_at(3, NULL); return 0;
  default: return -EINVAL;
  }
}
