// Finds out what the seccomp filters of this process do with system calls, without making any of them:
//   escape-calls x86_64|i386|x32 NUMBER[:ARGUMENT[:ARGUMENT]]|FIRST-LAST...
//
// A second filter hands each call that the first ones allow to a supervisor, which answers it. A filter
// that fails the call, or kills the process, comes before that. Prints a line for each call: the call as
// given, and `reached`, the errno or `SIGSYS`.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { limit = 4096, answer = 2000 };

struct call {
  unsigned long number, first, second;
};

static struct call calls[limit];
static int count;

/// Shared with the child that makes the calls.
static volatile struct {
  int listener, current, is_done;
  int results[limit];
} *shared;

static _Noreturn void fail(const char *what) {
  perror(what);
  exit(2);
}

static long make(char abi, const struct call *call) {
#ifdef __x86_64__
  if (abi == 'i') {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(call->number), "b"(call->first), "c"(call->second), "d"(0), "S"(0), "D"(0)
                     : "memory", "r8", "r9", "r10", "r11");
    return (int)result;
  }
  unsigned long number = abi == 'x' ? call->number | 0x40000000 : call->number;
#else
  unsigned long number = call->number;
#endif
  long result = syscall((long)number, call->first, call->second, 0, 0, 0, 0);
  return result < 0 ? -errno : result;
}

static _Noreturn void make_all(char abi) {
  struct sock_filter all = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
  struct sock_fprog program = {.len = 1, .filter = &all};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) fail("no_new_privs");
  long listener = syscall(
      SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  // From here on, no call returns unless the supervisor answers it.
  shared->listener = listener < 0 ? -2 : (int)listener;
  while (shared->current < count) {
    shared->results[shared->current] = (int)make(abi, &calls[shared->current]);
    shared->current++;
  }
  shared->is_done = 1;
  for (;;) syscall(SYS_getpid);
}

/// Starts the child, which shares the descriptors, and answers its calls until it ends or is done.
static void supervise(char abi) {
  shared->listener = -1;
  pid_t child = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
  if (child < 0) fail("clone");
  if (child == 0) make_all(abi);
  while (shared->listener == -1) sched_yield();
  if (shared->listener < 0) fail("listener");
  struct pollfd listener = {.fd = shared->listener, .events = POLLIN};
  while (poll(&listener, 1, -1) == 1 && (listener.revents & POLLIN)) {
    struct seccomp_notif request;
    memset(&request, 0, sizeof request);
    if (ioctl(listener.fd, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0) continue;
    if (shared->is_done) kill(child, SIGKILL);
    struct seccomp_notif_resp response = {.id = request.id, .error = -answer};
    ioctl(listener.fd, SECCOMP_IOCTL_NOTIF_SEND, &response);
  }
  int status;
  waitpid(child, &status, 0);
  close(listener.fd);
  if (shared->is_done) return;
  shared->results[shared->current++] = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void parse(const char *word) {
  char *end;
  unsigned long first = strtoul(word, &end, 0), last = *end == '-' ? strtoul(end + 1, &end, 0) : first;
  struct call call = {.number = first};
  if (*end == ':') call.first = strtoul(end + 1, &end, 0);
  if (*end == ':') call.second = strtoul(end + 1, &end, 0);
  for (; call.number <= last && count < limit; call.number++) calls[count++] = call;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  for (int i = 2; i < argc; i++) parse(argv[i]);
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) fail("mmap");
  while (shared->current < count) supervise(argv[1][0] == 'x' && argv[1][1] == '3' ? 'x' : argv[1][0] == 'i' ? 'i' : 'n');
  for (int i = 0; i < count; i++) {
    const struct call *call = &calls[i];
    int result = shared->results[i];
    printf("%lu:%#lx:%#lx ", call->number, call->first, call->second);
    if (result == -answer) puts("reached");
    else if (result < 0) puts(strerrorname_np(-result));
    else if (result > 0) printf("SIG%s\n", sigabbrev_np(result));
    else puts("returned");
  }
}
