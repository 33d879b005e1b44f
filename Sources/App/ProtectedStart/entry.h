// The machine code of protected_start, and system calls without the C library.

#pragma once

/// A system call: its result, or a negative errno.
static long call6(long number, long a, long b, long c, long d, long e, long f);

/// Calls clone(2) with `flags`; the child runs `function` on `stack`, which grows down, and ends.
long call_in_child(long flags, void *stack, long (*function)(void *), void *argument);

#define call(...) call_(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define call_(number, a, b, c, d, e, f, ...) \
  call6(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#if defined __x86_64__

static long call6(long number, long a, long b, long c, long d, long e, long f) {
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "+a"(number)
                   : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return number;
}

// The kernel and the dynamic linker leave argc and argv on the stack, and %rdx for _start.
__asm__(
    ".text\n"
    ".globl protected_start\n"
    ".type protected_start, @function\n"
    "protected_start:\n"
    "  mov (%rsp), %rdi\n"
    "  lea 8(%rsp), %rsi\n"
    "  push %rdx\n"
    "  sub $8, %rsp\n"
    "  call protect\n"
    "  add $8, %rsp\n"
    "  pop %rdx\n"
    "  jmp _start\n"
    ".size protected_start, . - protected_start\n"
    ".hidden call_in_child\n"
    ".globl call_in_child\n"
    ".type call_in_child, @function\n"
    "call_in_child:\n"
    "  sub $16, %rsi\n"
    "  mov %rcx, (%rsi)\n"
    "  mov %rdx, 8(%rsi)\n"
    "  xor %edx, %edx\n"
    "  xor %r10d, %r10d\n"
    "  xor %r8d, %r8d\n"
    "  mov $56, %eax\n"
    "  syscall\n"
    "  test %rax, %rax\n"
    "  jnz 1f\n"
    "  pop %rdi\n"
    "  pop %rax\n"
    "  call *%rax\n"
    "  xor %edi, %edi\n"
    "  mov $60, %eax\n"
    "  syscall\n"
    "1: ret\n"
    ".size call_in_child, . - call_in_child\n");

#elif defined __aarch64__

static long call6(long number, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                   : "memory");
  return x0;
}

// The kernel and the dynamic linker leave argc and argv on the stack, and x0 for _start.
__asm__(
    ".text\n"
    ".globl protected_start\n"
    ".type protected_start, @function\n"
    "protected_start:\n"
    "  mov x20, x0\n"
    "  ldr x0, [sp]\n"
    "  add x1, sp, 8\n"
    "  bl protect\n"
    "  mov x0, x20\n"
    "  b _start\n"
    ".size protected_start, . - protected_start\n"
    ".hidden call_in_child\n"
    ".globl call_in_child\n"
    ".type call_in_child, @function\n"
    "call_in_child:\n"
    "  stp x3, x2, [x1, -16]!\n"
    "  mov x2, xzr\n"
    "  mov x3, xzr\n"
    "  mov x4, xzr\n"
    "  mov x8, 220\n"
    "  svc 0\n"
    "  cbnz x0, 1f\n"
    "  ldp x0, x1, [sp], 16\n"
    "  blr x1\n"
    "  mov x0, xzr\n"
    "  mov x8, 93\n"
    "  svc 0\n"
    "1: ret\n"
    ".size call_in_child, . - call_in_child\n");

#else
#error "protected_start is written for x86_64 and aarch64"
#endif
