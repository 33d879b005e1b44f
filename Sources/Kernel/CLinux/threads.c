// A process of threads that do nothing but have a signal mask each.
//
// The threads share the memory of a forked process, whose heap and Lua state no thread uses: they make
// system calls only.

#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

static struct {
  const clinux_thread *threads;
  int count, ready, written;
} process;

static int run_thread(void *opaque) {
  const clinux_thread *thread = opaque;
  uint64_t mask = thread->mask;
  int32_t id = (int32_t)syscall(SYS_gettid);
  int index = (int)(thread - process.threads);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
  int32_t record[] = {index, id};
  if (write(process.ready, record, sizeof record) < 0) syscall(SYS_exit_group, 1);
  if (__atomic_add_fetch(&process.written, 1, __ATOMIC_SEQ_CST) == process.count)
    close(process.ready);
  if (thread->exits) syscall(SYS_exit, 0);
  while (true) syscall(SYS_ppoll, NULL, 0, NULL, NULL, 0);
}

_Noreturn void clinux_become_threads(const clinux_thread *threads, int count, int ready) {
  enum { stack_size = 16384 };
  for (int signal = 1; signal <= 64; signal++)
    if (clinux_caught & UINT64_C(1) << (signal - 1)) clinux_disposition(signal, false);
  process.threads = threads;
  process.count = count;
  process.ready = ready;
  for (int index = 1; index < count; index++) {
    char *stack = mmap(
        NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
    if (stack == MAP_FAILED
        || clone(run_thread, stack + stack_size, flags, (void *)&threads[index]) < 0)
      syscall(SYS_exit_group, 1);
  }
  run_thread((void *)threads);
  __builtin_unreachable();
}
